using Lumos.Dsl.Model;
using Lumos.Dsl.Regex;

namespace Lumos.Dsl.Sql.DuckDb;

/// <summary>regex_extract and regex_split on RE2.</summary>
internal static class RegexEmitter
{
    public static SqlFragment Extract(LetChain chain, SqlBinding x, RegexExtract extract)
    {
        var pattern = LrxPattern.Of(extract);
        var printed = SqlFragment.Text(Re2Printer.Print(pattern, extract.Group));
        var group = extract.Group == 0 ? 0 : 1;
        var found = SqlFragment.Of($"regexp_extract({x}, {printed}, {group})");

        // DuckDB gives '' for no match. That is NULL when a match can never be empty; else only a second look tells.
        if (pattern.GroupIsNeverEmpty(extract.Group)) return SqlFragment.Of($"nullif({found}, '')");
        var value = chain.Bind(found);
        return SqlFragment.Of($"CASE WHEN {value} <> '' THEN {value} WHEN regexp_matches({x}, {printed}) THEN '' END");
    }

    public static SqlFragment Split(SqlBinding x, RegexSplit split)
    {
        if (split.SeparatorKind == SeparatorKind.Literal) return SqlFragment.Of($"string_split({x}, {SqlFragment.Text(split.Separator)})[{split.Index}]");
        var pattern = LrxPattern.Parse(split.Separator);
        var printed = SqlFragment.Text(Re2Printer.Print(pattern, capture: 0));
        if (!pattern.Syntax.AnchoredStart) return SqlFragment.Of($"string_split_regex({x}, {printed})[{split.Index}]");

        // string_split_regex takes '^' for the beginning of every piece; there is one separator at most, at the beginning of the text.
        return split.Index switch
        {
            1 => SqlFragment.Of($"CASE WHEN regexp_matches({x}, {printed}) THEN '' ELSE {x} END"),
            2 => SqlFragment.Of($"CASE WHEN regexp_matches({x}, {printed}) THEN regexp_replace({x}, {printed}, '') END"),
            _ => SqlFragment.Of($"CAST(NULL AS VARCHAR)"),
        };
    }
}
