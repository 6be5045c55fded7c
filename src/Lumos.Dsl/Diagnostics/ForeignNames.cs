using Lumos.Dsl.Signatures;

namespace Lumos.Dsl.Diagnostics;

/// <summary>Names other languages have for what is here, in suggestions.</summary>
internal static class ForeignNames
{
    private static readonly Dictionary<string, string[]> Arguments = new(StringComparer.OrdinalIgnoreCase)
    {
        ["default"] = ["on_missing"], ["otherwise"] = ["on_missing"], ["else"] = ["on_missing"], ["missing"] = ["on_missing"], ["null"] = ["on_null"],
        ["chars"] = ["set"], ["characters"] = ["set"], ["where"] = ["side"], ["sep"] = ["separator", "literal"], ["delimiter"] = ["separator", "literal"], ["separator"] = ["literal"], ["by"] = ["literal"],
        ["regex"] = ["pattern", "matches"], ["regexp"] = ["pattern", "matches"], ["pattern"] = ["matches"], ["n"] = ["index", "group"], ["part"] = ["index"], ["type"] = ["to", "result"],
        ["round"] = ["rounding"], ["mode"] = ["rounding"], ["format"] = ["formats"], ["tz"] = ["zone"], ["timezone"] = ["zone"], ["locale"] = ["language"], ["lang"] = ["language"], ["decimal"] = ["decimal_mark"],
        ["thousands"] = ["group_mark"], ["currency"] = ["symbol"], ["output"] = ["result"], ["case_sensitive"] = ["ignore_case"], ["on_error"] = ["on_no_match", "on_missing"],
    };

    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["int"] = "int64", ["integer"] = "int64", ["bigint"] = "int64", ["long"] = "int64", ["int32"] = "int64", ["smallint"] = "int64", ["string"] = "text", ["str"] = "text", ["varchar"] = "text", ["char"] = "text",
        ["boolean"] = "bool", ["datetime"] = "timestamp", ["float"] = "float64", ["double"] = "float64", ["real"] = "float64", ["number"] = "int64 or decimal(12,2)", ["numeric"] = "decimal(12,2)", ["money"] = "decimal(12,2)",
    };

    /// <summary>What an argument is called here, or null.</summary>
    public static string? ArgumentOf(string written, Signature signature)
    {
        if (!Arguments.TryGetValue(written, out var names)) return null;
        var here = names.FirstOrDefault(name => signature.Find(name) is not null);
        return here is null ? null : $"Here it is {here}.";
    }

    /// <summary>What a type is called here, or null.</summary>
    public static string? TypeOf(string written)
    {
        var open = written.IndexOf('(');
        if (!Types.TryGetValue(open < 0 ? written : written.Substring(0, open), out var here)) return null;
        return open > 0 && here.StartsWith("decimal", StringComparison.Ordinal) ? $"Here it is decimal{written.Substring(open)}." : $"Here it is {here}.";
    }
}
