using Logistics.Local;

await SystemPackages.Ensure(Console.WriteLine, [SystemPackage.Postgres, SystemPackage.RabbitMq, SystemPackage.Chromium, SystemPackage.PythonGrpc, SystemPackage.Mosquitto]);
