using System.CommandLine;
using System.Globalization;
using Lumos.Core;

namespace Lumos.Host.Cli;

/// <summary><c>lumos mapping accept|reject|rules</c>: decisions about mappings that later runs follow.</summary>
internal static class MappingCommand
{
    public static Command Create() => HelpWithExamples.With(
        new Command("mapping", "Remembers decisions about mappings for later runs.") { Decide("accept", accept: true), Decide("reject", accept: false), Rules() },
        "lumos mapping accept customers.full_name", "lumos mapping accept customers.tier --dsl \"LEVEL | case(lower)\"", "lumos mapping reject customers.phone", "lumos mapping rules");

    private static Command Decide(string name, bool accept)
    {
        var target = new Argument<string>("column") { Description = "Target column as table.column" };
        var run = new Option<string?>("--run") { Description = "Run whose plan is meant; the latest when left out", HelpName = "run" };
        var dsl = new Option<string?>("--dsl") { Description = "Pipeline to use instead of the proposed one", HelpName = "pipeline" };
        var who = new ActorOptions();
        var state = CommonOptions.State();
        var command = new Command(name, accept ? "Says that a column's pipeline is right, or gives the right one; the next run follows it." : "Says that these source columns do not make the target column; the next run looks for others.") { target, run, state };
        if (accept) command.Add(dsl);
        who.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var rule = await CommonOptions.Open(parsed, state).RememberMappingAsync(parsed.GetRequiredValue(target), accept, who.Read(parsed), accept ? parsed.GetValue(dsl) : null, parsed.GetValue(run), cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(Line(rule));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Rules()
    {
        var forget = new Option<string?>("--forget") { Description = "Forget what was decided about this target column", HelpName = "column" };
        var state = CommonOptions.State();
        var json = CommonOptions.Json();
        var command = new Command("rules", "Lists the decisions, or forgets some.") { forget, state, json };
        command.SetAction(parsed =>
        {
            var engine = CommonOptions.Open(parsed, state);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(forget) is { } column)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{engine.ForgetMapping(column)} decision(s) forgotten."));
                return ExitCodes.Done;
            }

            var rules = engine.ReadMappingRules();
            foreach (var rule in rules)
            {
                if (parsed.GetValue(json)) Json(output, rule);
                else output.WriteLine(Line(rule));
            }

            if (rules.Count == 0 && !parsed.GetValue(json)) output.WriteLine("Nothing was decided yet.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static string Line(MappingRule rule) =>
        rule.Accepted ? $"{rule.Target} = {rule.Dsl}   (accepted by {rule.DecidedBy})" : $"{rule.Target}: not from {string.Join(", ", rule.Sources)}   (rejected by {rule.DecidedBy})";

    private static void Json(TextWriter output, MappingRule rule) => JsonOutput.Write(output, json =>
    {
        json.WriteString("target", rule.Target);
        json.WriteBoolean("accepted", rule.Accepted);
        json.WriteStartArray("sources");
        foreach (var source in rule.Sources) json.WriteStringValue(source);
        json.WriteEndArray();
        json.WriteString("dsl", rule.Dsl);
        json.WriteString("run", rule.RunId);
        json.WriteString("by", rule.DecidedBy);
        json.WriteString("at", rule.DecidedAt.ToString("O", CultureInfo.InvariantCulture));
    });
}
