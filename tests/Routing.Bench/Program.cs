using Logistics.Routing.Bench;

// usage: [SEED] [ea] [pareto] [all] [delay] [replan]: what is named, by default everything, on one thread over a generated network
var seed = args.Select(argument => int.TryParse(argument, out var number) ? number : 0).FirstOrDefault(number => number > 0, 20261123);
var parts = args.Where(argument => !int.TryParse(argument, out _)).ToHashSet();
Console.WriteLine($"seed {seed}");
var questions = new Questions(Loading.Measure(seed), seed);
if (Wanted("ea")) questions.EarliestArrival();
if (Wanted("pareto")) questions.Pareto();
if (Wanted("all")) questions.OneToAll();
if (Wanted("delay")) Changes.Delay(questions.Network, seed);
if (Wanted("replan")) Changes.Replan(questions.Network, seed);
return 0;

bool Wanted(string part) => parts.Count == 0 || parts.Contains(part);
