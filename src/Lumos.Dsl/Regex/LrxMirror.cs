namespace Lumos.Dsl.Regex;

/// <summary>A pattern turned round, so that its automaton reads a text from the last character to the first.</summary>
/// <remarks>
/// When the automaton of the turned pattern is deterministic and the pattern ends with <c>$</c>, a text has one reading that ends at its end for each
/// start, and the leftmost start is the one every engine takes: so engines agree although, read from the left, nobody knows yet which separator
/// is the last.
/// </remarks>
internal static class LrxMirror
{
    /// <summary>The same sets, groups and counts, last first; nodes keep their places in the pattern.</summary>
    public static LrxSyntax Of(LrxSyntax syntax) => new(Of(syntax.Root), syntax.AnchoredEnd, syntax.AnchoredStart, syntax.GroupCount);

    private static LrxNode Of(LrxNode node) => node switch
    {
        LrxGroup group => group with { Item = Of(group.Item) },
        LrxSequence sequence => sequence with { Items = sequence.Items.Select(Of).Reverse().ToArray() },
        LrxAlternation alternation => alternation with { Branches = alternation.Branches.Select(Of).ToArray() },
        LrxRepeat repeat => repeat with { Item = Of(repeat.Item) },
        _ => node,
    };
}
