using System.Net;
using Logistics.Local;

// The programs that the tests start and kill: this assembly run by `dotnet`.
switch (args)
{
    case ["serve", var address]:
        using (var listener = new HttpListener())
        {
            listener.Prefixes.Add($"{address}/");
            listener.Start();
            Console.WriteLine("serving");
            while (true)
            {
                var context = await listener.GetContextAsync();
                context.Response.StatusCode = context.Request.Url!.AbsolutePath == "/health/ready" ? 200 : 404;
                context.Response.Close();
            }
        }

    case ["parent", var folder]:
        using (var log = new LogFile(Path.Combine(folder, "child.log")))
        {
            var child = new SupervisedProcess(new("child", "sleep", ["300"]), log, _ => Task.FromResult(true), Console.WriteLine);
            await child.Start();
            Console.WriteLine(child.Pid);
            await Task.Delay(Timeout.Infinite);
        }

        break;
}
