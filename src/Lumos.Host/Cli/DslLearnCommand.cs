using System.CommandLine;
using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.Mapping.Synthesis;

namespace Lumos.Host.Cli;

/// <summary><c>lumos dsl learn</c>: finds the pipeline that examples show.</summary>
internal static class DslLearnCommand
{
    private const int LongestAlternative = 400;
    private const int ContradictionsShown = 5;

    public static Command Create()
    {
        var examples = new Option<string>("--examples", "-e") { Description = "Examples: .csv with a header, the wanted column last; or .jsonl with [\"in\", \"out\"] a line", HelpName = "file", Required = true };
        var target = new Option<string?>("--target") { Description = "Wanted column of a .csv, when it is not the last", HelpName = "column" };
        var type = new Option<string>("--type") { Description = "Type of the target column", DefaultValueFactory = _ => "text" };
        var json = CommonOptions.Json();
        var command = new Command("learn", "Finds the smallest pipeline that turns the source of the examples into their target.") { examples, target, type, json };
        command.SetAction((parsed, _) =>
        {
            if (!ColumnType.TryParse(parsed.GetRequiredValue(type), out var wanted))
                throw new LumosException(ErrorCode.DeterministicFailure, "USAGE_COLUMN_TYPE", $"'{parsed.GetValue(type)}' is no type.", nextStep: "Use text, int64, decimal(p,s), bool, date or timestamp.");
            var file = ExampleFile.Load(parsed.GetRequiredValue(examples), parsed.GetValue(target));
            var lesson = TransformLearner.Learn(file.Columns, file.Examples, wanted);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) Json(output, lesson);
            else Text(output, file, lesson);
            return Task.FromResult(lesson.Found.Count > 0 ? ExitCodes.Done : ExitCodes.CheckFailed);
        });
        return HelpWithExamples.With(command, "lumos dsl learn --examples pairs.csv", "lumos dsl learn --examples old_new.csv --target weight_kg --type 'decimal(9,3)'");
    }

    private static void Text(TextWriter output, ExampleFile file, TransformLesson lesson)
    {
        if (lesson.Unreadable.Count > 0) output.WriteLine($"{lesson.Unreadable.Count} of {lesson.Examples} targets are no values of the type and were left out.");
        if (lesson.Found is not [var best, ..])
        {
            output.WriteLine("No small pipeline explains the examples. Reasons: a rule the twelve operations cannot say (counting, replacing everywhere, week numbers), or examples that contradict each other.");
            return;
        }

        output.WriteLine(best.Dsl);
        output.WriteLine();
        var held = lesson.HeldOut > 0 ? string.Create(CultureInfo.InvariantCulture, $", {best.HeldOutReproduced} of {lesson.HeldOut} it was not learnt from") : "";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{best.Kind}; reproduces {best.Reproduced} of {lesson.Examples - lesson.Unreadable.Count} examples{held}"));
        if (best.Memorises) output.WriteLine("It only repeats what it has seen: most values occur once, so new ones will not be in it.");
        foreach (var row in best.Contradicts.Take(ContradictionsShown))
        {
            output.WriteLine($"contradicted by example {row + 1}: {string.Join(" | ", file.Examples[row].Source.Select(static c => c ?? "NULL"))} -> {file.Examples[row].Target ?? "NULL"}");
        }

        if (best.Contradicts.Count > ContradictionsShown) output.WriteLine($"and {best.Contradicts.Count - ContradictionsShown} more");
        if (lesson.Found.Count == 1) return;
        output.WriteLine();
        output.WriteLine("also possible");
        foreach (var other in lesson.Found.Skip(1)) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {Shortened(other.Dsl)}  ({other.Kind}, {other.Reproduced} examples{(other.Memorises ? ", memorises" : "")})"));
    }

    // A dictionary of a whole list fills the screen; --json has all of it.
    private static string Shortened(string dsl) => dsl.Length <= LongestAlternative ? dsl : dsl[..LongestAlternative] + "...";

    private static void Json(TextWriter output, TransformLesson lesson)
    {
        JsonOutput.Write(output, json =>
        {
            json.WriteNumber("examples", lesson.Examples);
            json.WriteNumber("held_out", lesson.HeldOut);
            json.WriteStartArray("unreadable");
            foreach (var row in lesson.Unreadable) json.WriteNumberValue(row);
            json.WriteEndArray();
            json.WriteStartArray("found");
            foreach (var found in lesson.Found)
            {
                json.WriteStartObject();
                json.WriteString("dsl", found.Dsl);
                json.WriteString("kind", found.Kind);
                json.WriteNumber("reproduced", found.Reproduced);
                json.WriteNumber("held_out_reproduced", found.HeldOutReproduced);
                json.WriteBoolean("memorises", found.Memorises);
                json.WriteStartArray("contradicts");
                foreach (var row in found.Contradicts) json.WriteNumberValue(row);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }
}
