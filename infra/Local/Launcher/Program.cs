using Logistics.Launcher;

return args switch
{
    ["run"] => await RunCommand.Run(),
    ["compose"] => await ComposeCommand.Run(),
    ["replay", var file, .. var options] => await ReplayCommand.Run(file, options),
    ["test", .. var filter] => await TestCommand.Run(string.Concat(filter)),
    ["sum-tests", var folder] => SumTestsCommand.Run(folder),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: run | compose | replay FILE [options] | test [filter] | sum-tests FOLDER   (see `make help`)");
    return 2;
}
