using System.Globalization;
using System.Text.RegularExpressions;

namespace Lumos.Dsl.Interpreter;

/// <summary>The case table, read without a JSON library: a compiler need not have one.</summary>
internal static class CaseTable
{
    private static readonly Lazy<string> Text = new(Load);
    private static readonly Lazy<Dictionary<int, string>> UpperTable = new(() => Read("upper"));
    private static readonly Lazy<Dictionary<int, string>> LowerTable = new(() => Read("lower"));

    public static IReadOnlyDictionary<int, string> Upper => UpperTable.Value;

    public static IReadOnlyDictionary<int, string> Lower => LowerTable.Value;

    private static string Load()
    {
        using var stream = typeof(CaseTable).Assembly.GetManifestResourceStream("Lumos.Dsl.Tables.case-table-v1.json")
            ?? throw new InvalidOperationException("The case table is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    // {"upper": {"97": "A", ...}, "lower": {...}}, without escapes.
    private static Dictionary<int, string> Read(string name)
    {
        var start = Text.Value.IndexOf('"' + name + '"', StringComparison.Ordinal);
        var table = Text.Value.Substring(start, Text.Value.IndexOf('}', start) - start);
        var entries = new Dictionary<int, string>();
        foreach (Match entry in System.Text.RegularExpressions.Regex.Matches(table, "\"([0-9]+)\": \"([^\"]+)\"")) entries.Add(int.Parse(entry.Groups[1].Value, CultureInfo.InvariantCulture), entry.Groups[2].Value);
        return entries;
    }
}
