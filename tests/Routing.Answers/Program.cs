using Logistics.Routing.Answers;
using Logistics.Specs;

// usage: OUT [--check]: answers to the timetable queries as files in the folder OUT; --check: compared with the oracle too
if (args is not [var folder, .. var rest] || rest.Any(option => option != "--check"))
{
    Console.Error.WriteLine("usage: Logistics.Routing.Answers OUT [--check]");
    return 2;
}

if (!Directory.Exists(RealData.Path("timetable")))
{
    Console.WriteLine($"Skipped: {RealData.Path("timetable")} is not there; set LOGISTICS_DATA to the folder that has timetable/.");
    return 0;
}

Directory.CreateDirectory(folder);
var differences = 0;
foreach (var set in QuerySet.All)
{
    var answers = TimetableAnswers.Of(set);
    answers.Write(Path.Combine(folder, set.AnswersFile));
    if (rest.Contains("--check")) differences += OracleCheck.Differences(set, answers);
}

return differences == 0 ? 0 : 1;
