using System.Text.Json;

namespace Lumos.Core.Evaluation.Quality;

/// <summary>Compares statistics with the expected ones: the greatest absolute difference counts.</summary>
internal static class StatisticScoring
{
    private const double Worth = 1e-9;

    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ks"] = "ks", ["ks_stat"] = "ks", ["ks_statistic"] = "ks", ["ks_d"] = "ks", ["d"] = "ks", ["kolmogorov_smirnov"] = "ks",
        ["ks_p"] = "ks_p", ["ks_pvalue"] = "ks_p", ["ks_p_value"] = "ks_p", ["p_ks"] = "ks_p",
        ["psi"] = "psi", ["psi_plain"] = "psi", ["psi_corrected"] = "psi_corrected", ["psi_noise"] = "psi_noise", ["population_stability_index"] = "psi",
        ["chi2"] = "chi2", ["chi_2"] = "chi2", ["chisq"] = "chi2", ["chi_square"] = "chi2", ["chi_squared"] = "chi2", ["chi2_stat"] = "chi2", ["chi2_statistic"] = "chi2", ["chisquare"] = "chi2",
        ["chi2_p"] = "chi2_p", ["chi2_pvalue"] = "chi2_p", ["chi2_p_value"] = "chi2_p", ["chi_square_p"] = "chi2_p", ["p_chi2"] = "chi2_p", ["df"] = "chi2_df", ["dof"] = "chi2_df", ["chi2_df"] = "chi2_df",
        ["js"] = "js", ["jensen_shannon"] = "js", ["js_distance"] = "js",
    };

    private static readonly string[] Holders = ["expected", "expect", "statistics", "stats", "gold", "results"];
    private static readonly string[] Lists = ["pairs", "cases", "tests", "samples", "items"];
    private static readonly string Shape = $"A case holds two samples ({StatisticCase.Known}) as arrays or file names, and what is expected of them: {string.Join(", ", Names.Keys)}, on the case or under 'expected'. docs/analysis.md shows it.";

    /// <summary>Answers every case, then reads what was expected.</summary>
    public static void Score(string path, SortedDictionary<string, double> figures, List<string> cases, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(path)!;
        var answers = EvaluationJson.Read(path, Shape, root => CasesOf(root).Select(item =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            return StatisticAnswer.Of(StatisticCase.Read(item.Name, item.Case, folder));
        }).ToList());
        var expected = EvaluationJson.Read(path, Shape, static root => CasesOf(root).Select(static item => (item.Name, Expected: ExpectedOf(item.Name, item.Case))).ToList());
        double most = 0;
        List<(double Error, string Line)> lines = [];
        foreach (var ((name, wanted), answer) in expected.Zip(answers))
        {
            foreach (var (statistic, value) in wanted)
            {
                var given = answer.TryGetValue(statistic, out var known) ? known : double.NaN;
                var error = double.IsNaN(given) ? 1 : Math.Abs(given - value);
                most = Math.Max(most, error);
                if (error > Worth) lines.Add((error, Line(name, statistic, value, given, error)));
            }
        }

        figures["statistic_max_error"] = Math.Round(most, 12);
        figures["statistics"] = expected.Sum(static item => item.Expected.Count);
        cases.AddRange(lines.OrderByDescending(static line => line.Error).Select(static line => line.Line));
    }

    private static string Line(string name, string statistic, double expected, double given, double error) => EvaluationJson.Line(json =>
    {
        json.WriteString("case", $"{name} {statistic}");
        json.WriteNumber("expected", expected);
        if (double.IsNaN(given)) json.WriteNull("given");
        else json.WriteNumber("given", given);
        json.WriteNumber("error", error);
    });

    private static IEnumerable<(string Name, JsonElement Case)> CasesOf(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array) return root.EnumerateArray().Select(static (item, i) => (FormattableString.Invariant($"pair {i}"), item));
        foreach (var list in Lists)
        {
            if (root.TryGetProperty(list, out var items) && items.ValueKind == JsonValueKind.Array && items.GetArrayLength() > 0 && items[0].ValueKind == JsonValueKind.Object && items[0].EnumerateObject().Count() > 1) return CasesOf(items);
        }

        return root.EnumerateObject().Where(static property => property.Value.ValueKind == JsonValueKind.Object).Select(static property => (property.Name, property.Value));
    }

    private static Dictionary<string, double> ExpectedOf(string name, JsonElement item)
    {
        Dictionary<string, double> found = new(StringComparer.Ordinal);
        Collect(item, "", found);
        foreach (var property in item.EnumerateObject())
        {
            if (Holders.Contains(property.Name, StringComparer.OrdinalIgnoreCase) && property.Value.ValueKind == JsonValueKind.Object) Collect(property.Value, "", found);
        }

        if (found.Count == 0) throw new FormatException($"Case '{name}' expects no statistic that is known.");
        return found;
    }

    // Plain numbers by name, and objects such as "ks": { "statistic": .., "p": .. }. A p or statistic alone belongs to the one test of the case.
    private static void Collect(JsonElement item, string test, Dictionary<string, double> found)
    {
        foreach (var property in item.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Object && Names.TryGetValue(property.Name, out var inner)) Collect(property.Value, inner, found);
            if (property.Value.ValueKind != JsonValueKind.Number) continue;
            var name = property.Name.ToLowerInvariant();
            if (name is "p" or "pvalue" or "p_value" or "p-value" or "statistic" or "value" or "stat")
            {
                var of = test.Length > 0 ? test : TestOf(item);
                if (of is not null) found[name[0] == 'p' ? of + "_p" : of] = property.Value.GetDouble();
            }
            else if (Names.TryGetValue(name, out var known))
            {
                found[test.Length > 0 && known is "ks" or "chi2_df" && test.Length > 0 ? (known == "ks" ? test : known) : known] = property.Value.GetDouble();
            }
        }
    }

    private static string? TestOf(JsonElement item)
    {
        var named = item.TryGetProperty("test", out var test) || item.TryGetProperty("statistic_name", out test) || item.TryGetProperty("kind", out test) ? test : default;
        if (named.ValueKind == JsonValueKind.String && Names.TryGetValue(named.GetString()!.Replace('-', '_'), out var by)) return by;
        var tests = item.EnumerateObject().Select(static property => Names.GetValueOrDefault(property.Name)).OfType<string>().Where(static name => name is "ks" or "chi2").Distinct().ToList();
        return tests.Count == 1 ? tests[0] : tests.Contains("ks") ? "ks" : null;
    }
}
