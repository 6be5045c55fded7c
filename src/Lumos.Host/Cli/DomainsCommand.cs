using System.CommandLine;
using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.Domains;

namespace Lumos.Host.Cli;

/// <summary><c>lumos domains list|explain</c>: the meanings Lumos knows, and why it would choose one.</summary>
internal static class DomainsCommand
{
    public static Command Create() => HelpWithExamples.With(
        new Command("domains", "Shows the meanings of columns Lumos knows, and explains a choice.") { List(), Explain() },
        "lumos domains list --area geo", "lumos domains explain contact.email", "lumos domains explain --header PLZ --value 80331 --value 10115");

    private static Command List()
    {
        var area = new Option<string?>("--area") { Description = "Only this area, such as geo or person", HelpName = "area" };
        var json = CommonOptions.Json();
        var command = new Command("list", "Lists the domains.") { area, json };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var domains = DomainsReader.List(parsed.GetValue(area));
            if (domains.Count == 0) throw Unknown(parsed.GetValue(area)!);
            foreach (var domain in domains)
            {
                if (parsed.GetValue(json)) Json(output, domain);
                else output.WriteLine($"{domain.Label,-34} {(domain.Pii == PiiGrade.None ? "" : domain.Pii.ToString().ToLowerInvariant()),-7} {domain.Title}");
            }

            if (!parsed.GetValue(json)) output.WriteLine($"{domains.Count} domains, catalog {DomainsReader.CatalogVersion}.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Explain()
    {
        var label = new Argument<string?>("domain") { Description = "Domain to describe", Arity = ArgumentArity.ZeroOrOne };
        var header = new Option<string?>("--header") { Description = "Or: a column name to find the domain of", HelpName = "name" };
        var values = new Option<string[]>("--value") { Description = "Some of its values", HelpName = "value" };
        var table = new Option<string>("--table") { Description = "Table the column is in", HelpName = "name", DefaultValueFactory = _ => "" };
        var command = new Command("explain", "Describes a domain, or says which domains fit a column and why.") { label, header, values, table };
        label.CompletionSources.Add(_ => DomainsReader.List().Select(d => d.Label));
        command.Validators.Add(result =>
        {
            if (result.GetValue(label) is null == (result.GetValue(header) is null)) result.AddError("Give a domain, or --header with a column name.");
        });
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(label) is { } name) Describe(output, DomainsReader.Find(name) ?? throw Unknown(name));
            else
            {
                foreach (var fit in DomainsReader.Explain(parsed.GetValue(header)!, parsed.GetValue(values) ?? [], parsed.GetRequiredValue(table)))
                {
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{fit.Score:0.00}  {fit.Label,-34} {fit.Title}"));
                    foreach (var reason in fit.Evidence) output.WriteLine("      " + reason);
                }
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static void Describe(TextWriter output, DomainDescription domain)
    {
        output.WriteLine($"{domain.Label}: {domain.Title}");
        Line("names", string.Join(", ", domain.Names));
        Line("pattern", domain.Pattern);
        Line("check", domain.Check);
        Line("units", string.Join(", ", domain.Units));
        Line("personal", domain.Pii == PiiGrade.None ? null : domain.Pii.ToString().ToLowerInvariant());
        Line("source", domain.Source);
        Line("examples", string.Join(" | ", domain.Examples));

        void Line(string what, string? text)
        {
            if (!string.IsNullOrEmpty(text)) output.WriteLine($"  {what,-9} {text}");
        }
    }

    private static void Json(TextWriter output, DomainDescription domain) => JsonOutput.Write(output, json =>
    {
        json.WriteString("label", domain.Label);
        json.WriteString("title", domain.Title);
        json.WriteString("pii", JsonOutput.Name(domain.Pii));
        if (domain.Pattern is { } pattern) json.WriteString("pattern", pattern);
        json.WriteStartArray("names");
        foreach (var name in domain.Names) json.WriteStringValue(name);
        json.WriteEndArray();
    });

    private static LumosException Unknown(string label) => new(ErrorCode.DeterministicFailure, "DOMAIN_UNKNOWN", $"There is no domain or area '{label}'.", nextStep: "lumos domains list shows them all.");
}
