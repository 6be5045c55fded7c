using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;
using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.Sqlite;

/// <summary>
/// case beyond the letters A to Z: a recursive subselect walks through the text, character by character. It takes blocks of a text one after the other, so
/// that the time grows with the length and not with its square.
/// </summary>
internal static class SqliteLetters
{
    private const int BlockLength = 200;

    // What is known of the characters before, for case(title).
    private const int Outside = 0;
    private const int AfterFirst = 1;
    private const int AfterFirstApostrophe = 2;
    private const int Inside = 3;

    private static readonly SqlFragment C = SqlFragment.Raw("substr(r, i, 1)");
    private static readonly SqlFragment Next = SqlFragment.Raw("substr(r, i + 1, 1)");
    private static readonly SqlFragment AfterNext = SqlFragment.Raw("substr(r, i + 2, 1)");
    private static readonly SqlFragment Begins = Class(WordCharacters.Starts);
    private static readonly SqlFragment GoesOn = Class(WordCharacters.Starts.Concat(WordCharacters.Marks));

    /// <summary>upper and lower with the language's table; texts of ASCII, which most are, by the engine's functions.</summary>
    public static SqlFragment Change(SqlBinding x, CaseMode mode)
    {
        var ascii = mode == CaseMode.Upper ? SqlFragment.Of($"upper({x})") : SqlFragment.Of($"lower({x})");
        var changed = mode == CaseMode.Upper ? Capital(CaseAlphabet.Unicode, "SS") : Small(CaseAlphabet.Unicode);
        return SqlFragment.Of($"CASE WHEN length({x}) = length(CAST({x} AS BLOB)) THEN {ascii} ELSE {Walk(x, SqlFragment.Of($"{Outside}"), changed)} END");
    }

    /// <summary>title: whether a character stands in a word is handed on from one to the next.</summary>
    public static SqlFragment Title(SqlBinding x, CaseAlphabet alphabet)
    {
        var apostrophe = SqlFragment.Of($"{C} IN ({SqlFragment.Text("'")}, {SqlFragment.Text("\u2019")}) AND {Next} GLOB {Begins}");
        var state = SqlFragment.Of(
            $"CASE WHEN s = {Outside} THEN {C} GLOB {Begins} WHEN s = {AfterFirstApostrophe} OR {C} GLOB {GoesOn} THEN {Inside} WHEN {apostrophe} THEN CASE WHEN s = {AfterFirst} THEN {AfterFirstApostrophe} ELSE {Inside} END ELSE {Outside} END");
        var isCapital = SqlFragment.Of($"(s = {Outside} AND {C} GLOB {Begins}) OR (s = {AfterFirstApostrophe} AND {Next} GLOB {GoesOn} AND {AfterNext} GLOB {GoesOn})");
        return Walk(x, state, SqlFragment.Of($"CASE WHEN {isCapital} THEN {Capital(alphabet, "Ss")} WHEN s > {Outside} AND {C} GLOB {GoesOn} THEN {Small(alphabet)} ELSE {C} END"));
    }

    // r: what is left of the text; q: the state after the block before, and the block changed; o: all blocks before that one.
    private static SqlFragment Walk(SqlBinding x, SqlFragment state, SqlFragment changed)
    {
        var block = SqlFragment.Of(
            $"(WITH RECURSIVE lumos_c(i, s, t) AS (SELECT 1, CAST(substr(q, 1, 1) AS INTEGER), '' UNION ALL SELECT i + 1, {state}, t || {changed} FROM lumos_c WHERE i <= {BlockLength} AND {C} <> '') SELECT s || t FROM lumos_c ORDER BY i DESC LIMIT 1)");
        return SqlFragment.Of(
            $"(WITH RECURSIVE lumos_b(r, q, o) AS (SELECT {x}, '0', '' UNION ALL SELECT substr(r, {BlockLength + 1}), {block}, o || substr(q, 2) FROM lumos_b WHERE r <> '') SELECT o || substr(q, 2) FROM lumos_b WHERE r = '')");
    }

    private static SqlFragment Capital(CaseAlphabet alphabet, string sharpS) => alphabet == CaseAlphabet.Ascii
        ? SqlFragment.Of($"upper({C})")
        : SqlFragment.Of($"CASE WHEN {C} = {SqlFragment.Text("\u00DF")} THEN {SqlFragment.Text(sharpS)} ELSE {Mapped(CaseMode.Upper)} END");

    private static SqlFragment Small(CaseAlphabet alphabet) => alphabet == CaseAlphabet.Ascii ? SqlFragment.Of($"lower({C})") : Mapped(CaseMode.Lower);

    private static SqlFragment Mapped(CaseMode mode)
    {
        var (from, to) = CaseLetters.Of(mode);
        return SqlFragment.Of($"CASE WHEN instr({SqlFragment.Text(from)}, {C}) > 0 THEN substr({SqlFragment.Text(to)}, instr({SqlFragment.Text(from)}, {C}), 1) ELSE {C} END");
    }

    private static SqlFragment Class(IEnumerable<(int First, int Last)> ranges) =>
        SqlFragment.Text("[" + string.Concat(ranges.Select(range => range.First == range.Last ? char.ConvertFromUtf32(range.First) : char.ConvertFromUtf32(range.First) + "-" + char.ConvertFromUtf32(range.Last))) + "]");
}
