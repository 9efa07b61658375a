using Logistics.Routing.EtaAnswers;
using Logistics.Routing.Etas.Learning;

// usage: OUT: answers to the questions of eta/ as a file in the folder OUT, and how good they will be as RESULT lines
if (args is not [var folder])
{
    Console.Error.WriteLine("usage: Logistics.Routing.EtaAnswers OUT");
    return 2;
}

if (!Directory.Exists(RealLegs.Folder))
{
    Console.WriteLine($"Skipped: {RealLegs.Folder} is not there; set LOGISTICS_DATA to the folder that has eta/.");
    return 0;
}

Directory.CreateDirectory(folder);
var (outcomes, experience) = (RealLegs.Outcomes(), RealLegs.Experience());
Validation.Print(Validation.Of(outcomes, experience));
var answered = EtaAnswers.Write(Path.Combine(folder, "eta-answers.csv"), RealLegs.Questions(), LegTimeModel.Teach(outcomes, experience));
Console.WriteLine($"{answered} questions answered in {folder}.");
return 0;
