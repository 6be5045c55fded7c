using System.CommandLine;
using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.Domains;

namespace Lumos.Host.Cli;

/// <summary><c>lumos domains list|explain|add|test|promote|remove</c>: the meanings Lumos knows, why it would choose one, and meanings of your own.</summary>
internal static class DomainsCommand
{
    public static Command Create() => HelpWithExamples.With(
        new Command("domains", "Shows the meanings of columns Lumos knows, explains a choice, and adds meanings of your own.")
        {
            List(), Explain(), DomainFilesCommand.Add(), DomainFilesCommand.Test(), DomainFilesCommand.Promote(), DomainFilesCommand.Remove(),
        },
        "lumos domains list --area geo", "lumos domains explain contact.email", "lumos domains explain --header PLZ --value 80331 --value 10115", "lumos domains add vouchers.yaml", "lumos domains promote vouchers");

    /// <summary>Further files of domains, used for this call.</summary>
    public static Option<string[]> Files() => new("--domains") { Description = "Domains of your own to use beside the catalog, one file each", HelpName = "file" };

    private static Command List()
    {
        var area = new Option<string?>("--area") { Description = "Only this area, such as geo or person", HelpName = "area" };
        var staged = new Option<bool>("--staged") { Description = "Instead: files of domains in the state folder, staged and live" };
        var json = CommonOptions.Json();
        var state = CommonOptions.State();
        var files = Files();
        var command = new Command("list", "Lists the domains.") { area, staged, state, files, json };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var engine = CommonOptions.Open(parsed, state, files);
            if (parsed.GetValue(staged)) return DomainFilesCommand.Show(output, engine.ListDomainFiles(), parsed.GetValue(json));
            var reader = engine.ReadDomains();
            var domains = reader.List(parsed.GetValue(area));
            if (domains.Count == 0) throw Unknown(parsed.GetValue(area)!);
            foreach (var domain in domains)
            {
                if (parsed.GetValue(json)) Json(output, domain);
                else output.WriteLine($"{domain.Label,-34} {(domain.Pii == PiiGrade.None ? "" : domain.Pii.ToString().ToLowerInvariant()),-7} {domain.Title}");
            }

            if (!parsed.GetValue(json)) output.WriteLine($"{domains.Count} domains, catalog {reader.CatalogVersion}.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Explain()
    {
        var label = new Argument<string?>("domain") { Description = "Domain to describe, such as contact.email", HelpName = "domain", Arity = ArgumentArity.ZeroOrOne };
        var header = new Option<string?>("--header") { Description = "Or: a column name to find the domain of", HelpName = "name" };
        var values = new Option<string[]>("--value") { Description = "Some of its values", HelpName = "value" };
        var table = new Option<string>("--table") { Description = "Table the column is in", HelpName = "name", DefaultValueFactory = _ => "" };
        var state = CommonOptions.State();
        var files = Files();
        var command = new Command("explain", "Describes a domain, or says which domains fit a column and why.") { label, header, values, table, state, files };
        label.CompletionSources.Add(_ => DomainsReader.Default.List().Select(d => d.Label));
        command.Validators.Add(result =>
        {
            if (result.GetValue(label) is null == (result.GetValue(header) is null)) result.AddError("Give a domain, or --header with a column name.");
        });
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var reader = CommonOptions.Open(parsed, state, files).ReadDomains();
            string[] given = parsed.GetValue(values) ?? [];
            if (parsed.GetValue(label) is { } name)
            {
                Describe(output, reader.Find(name) ?? throw Unknown(name));
                foreach (var value in given) Parts(output, reader, name, value);
            }
            else
            {
                var fits = reader.Explain(parsed.GetValue(header)!, given, parsed.GetRequiredValue(table));
                foreach (var fit in fits)
                {
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{fit.Score:0.00}  {fit.Label,-34} {fit.Title}"));
                    foreach (var reason in fit.Evidence) output.WriteLine("      " + reason);
                }

                if (fits.Count == 0) output.WriteLine("unknown: no domain of the catalog fits.");
                output.WriteLine("If another is right: add this header to the names of a domain in a file of your own (lumos domains add <file>; docs/domain-files.md).");
                if (fits is [var best, ..]) foreach (var value in given) Parts(output, reader, best.Label, value);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static void Parts(TextWriter output, DomainsReader reader, string label, string value)
    {
        var parts = reader.PartsOf(label, value);
        if (parts.Count > 0) output.WriteLine("  " + string.Join(", ", parts.Select(static p => $"{p.Key}: {p.Value}")));
    }

    private static void Describe(TextWriter output, DomainDescription domain)
    {
        output.WriteLine($"{domain.Label}: {domain.Title}");
        Line("names", string.Join(", ", domain.Names));
        Line("pattern", domain.Pattern);
        Line("check", domain.Check);
        Line("parts", string.Join(", ", domain.Parts));
        Line("units", string.Join(", ", domain.Units));
        Line("personal", domain.Pii == PiiGrade.None ? null : domain.Pii.ToString().ToLowerInvariant());
        Line("source", domain.Source);
        Line("examples", string.Join(" | ", domain.Examples));
        Line("not", string.Join(" | ", domain.Wrong.Select(static w => w.ReplaceLineEndings(" "))));

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
        Texts("names", domain.Names);
        Texts("parts", domain.Parts);

        void Texts(string name, IReadOnlyList<string> texts)
        {
            json.WriteStartArray(name);
            foreach (var text in texts) json.WriteStringValue(text);
            json.WriteEndArray();
        }
    });

    private static LumosException Unknown(string label) => new(ErrorCode.DeterministicFailure, "DOMAIN_UNKNOWN", $"There is no domain or area '{label}'.", nextStep: "lumos domains list shows them all.");
}
