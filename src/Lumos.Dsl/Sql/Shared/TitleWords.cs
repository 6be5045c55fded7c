using Lumos.Dsl.Model;

namespace Lumos.Dsl.Sql.Shared;

/// <summary>An engine's words for one piece of a text whose case becomes title: a word, or what is between two, of which no letter changes.</summary>
internal abstract class TitleWords
{
    private const int ShortestWithSecondCapital = 5;
    private const string Apostrophe = "'";
    private const string CurvedApostrophe = "\u2019";

    /// <summary>Characters of the piece.</summary>
    protected abstract SqlFragment Length { get; }

    /// <summary>Characters of the piece from a place on, which is 1 or more.</summary>
    protected abstract SqlFragment Cut(int at, int count);

    /// <summary>The piece from a place on.</summary>
    protected abstract SqlFragment From(int at);

    /// <summary>Whether a character does not occur in a text.</summary>
    protected abstract SqlFragment Lacks(SqlFragment text, string character);

    /// <summary>One character as a capital.</summary>
    protected abstract SqlFragment Upper(SqlFragment character, CaseAlphabet alphabet);

    /// <summary>A text in small letters.</summary>
    protected abstract SqlFragment Lower(SqlFragment text, CaseAlphabet alphabet);

    /// <summary>Texts one after the other.</summary>
    protected virtual SqlFragment Joined(params IEnumerable<SqlFragment> parts) => SqlFragment.Join(" || ", parts);

    /// <summary>The piece changed: its first letter is a capital, and so is the third one behind an apostrophe with three characters behind it (O'Neill, but not o'er).</summary>
    public SqlFragment Changed(CaseAlphabet alphabet)
    {
        var behind = Cut(3, 3);
        var hasSecond = SqlFragment.Of(
            $"{Length} >= {ShortestWithSecondCapital} AND {Cut(2, 1)} IN ({SqlFragment.Text(Apostrophe)}, {SqlFragment.Text(CurvedApostrophe)}) AND {Lacks(behind, Apostrophe)} AND {Lacks(behind, CurvedApostrophe)}");
        var first = Capital(Cut(1, 1), alphabet);
        return SqlFragment.Of($"CASE WHEN {hasSecond} THEN {Joined(first, Cut(2, 1), Capital(Cut(3, 1), alphabet), Lower(From(4), alphabet))} ELSE {Joined(first, Lower(From(2), alphabet))} END");
    }

    private SqlFragment Capital(SqlFragment character, CaseAlphabet alphabet) => alphabet == CaseAlphabet.Ascii
        ? Upper(character, alphabet)
        : SqlFragment.Of($"CASE WHEN {character} = {SqlFragment.Text("\u00DF")} THEN {SqlFragment.Text("Ss")} ELSE {Upper(character, alphabet)} END");
}
