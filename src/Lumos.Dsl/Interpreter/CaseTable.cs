using System.Globalization;
using System.Text.Json;

namespace Lumos.Dsl.Interpreter;

/// <summary>The Lumos case table, version 1: one-to-one mappings of code points, without a locale.</summary>
internal static class CaseTable
{
    private static readonly Lazy<(Dictionary<int, string> Upper, Dictionary<int, string> Lower)> Tables = new(Load);

    /// <summary>Code points that have an upper-case form, and the form.</summary>
    public static IReadOnlyDictionary<int, string> Upper => Tables.Value.Upper;

    /// <summary>Code points that have a lower-case form, and the form.</summary>
    public static IReadOnlyDictionary<int, string> Lower => Tables.Value.Lower;

    private static (Dictionary<int, string> Upper, Dictionary<int, string> Lower) Load()
    {
        using var stream = typeof(CaseTable).Assembly.GetManifestResourceStream("Lumos.Dsl.Tables.case-table-v1.json")
            ?? throw new InvalidOperationException("The case table is missing from the assembly.");
        using var json = JsonDocument.Parse(stream);
        return (Read(json.RootElement.GetProperty("upper")), Read(json.RootElement.GetProperty("lower")));
    }

    private static Dictionary<int, string> Read(JsonElement table) =>
        table.EnumerateObject().ToDictionary(entry => int.Parse(entry.Name, CultureInfo.InvariantCulture), entry => entry.Value.GetString()!);
}
