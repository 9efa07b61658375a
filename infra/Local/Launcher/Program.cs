using Logistics.Launcher;

return args switch
{
    ["run"] => await RunCommand.Run(),
    ["compose"] => await ComposeCommand.Run(),
    ["test", .. var filter] => await TestCommand.Run(string.Concat(filter)),
    ["sum-tests", var folder] => SumTestsCommand.Run(folder),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: run | compose | test [filter] | sum-tests FOLDER   (see `make help`)");
    return 2;
}
