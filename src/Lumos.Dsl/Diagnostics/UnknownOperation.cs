using Lumos.Dsl.Model;

namespace Lumos.Dsl.Diagnostics;

/// <summary>Words for a name that is none of the twelve operations.</summary>
internal static class UnknownOperation
{
    // What people coming from SQL or data frames write, and what says it here.
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.OrdinalIgnoreCase)
    {
        ["upper"] = "case(upper)", ["lower"] = "case(lower)", ["ucase"] = "case(upper)", ["lcase"] = "case(lower)",
        ["ltrim"] = "trim(left)", ["rtrim"] = "trim(right)", ["strip"] = "trim", ["btrim"] = "trim",
        ["cast"] = "type_cast(...)", ["convert"] = "type_cast(...)", ["to_date"] = "date_parse(...)", ["strptime"] = "date_parse(...)", ["parse_date"] = "date_parse(...)",
        ["strftime"] = "date_format(...)", ["to_char"] = "date_format(...)", ["format_date"] = "date_format(...)",
        ["replace"] = "map_dict({...}) for whole values", ["lookup"] = "map_dict({...})", ["coalesce"] = "map_dict({}, on_missing: keep, on_null: \"...\") or concat(..., nulls: skip)",
        ["split"] = "regex_split(literal: \",\", index: 1)", ["split_part"] = "regex_split(literal: \",\", index: 1)", ["substring"] = "regex_extract(\"^.{3}\")", ["substr"] = "regex_extract(\"^.{3}\")",
        ["left"] = "regex_extract(\"^.{3}\")", ["concat_ws"] = "concat(..., separator: \",\", nulls: skip)", ["add"] = "safe_math(add, ...)", ["mul"] = "safe_math(mul, ...)",
        ["div"] = "safe_math(div, ...)", ["sub"] = "safe_math(sub, ...)", ["round"] = "safe_math(round, ...)", ["abs"] = "safe_math(abs, ...)",
    };

    public static DslDiagnostic Of(string name, SourceSpan span)
    {
        var suggestion = Elsewhere.TryGetValue(name, out var here)
            ? $"Here it is {here}."
            : NearestName.Suggest(name, OperationNames.All, listOtherwise: true);
        return new(RejectCode.UnknownOperation, $"'{name}' is not one of the twelve operations.", span, suggestion);
    }
}
