using Lumos.Dsl.Text;

namespace Lumos.Dsl.Regex;

/// <summary>
/// A pattern that leaves the blanks around a group to trim: <c>^(.*?)\s*,\s*(.*)$</c> cannot know where the blanks before the comma begin, but
/// <c>^([^,]*),(.*)$</c> can take them along. Not the same, so only ever a suggestion.
/// </summary>
internal static class LrxTrimming
{
    private static readonly string[] NewGroup = ["(?:"];

    /// <summary>Whether a rewriting forbids blanks in the group where the pattern allowed them: seldom what its author wants.</summary>
    public static bool ForbidsBlanks(LrxSyntax syntax, int group, LrxRewrite rewrite) =>
        group > 0 && TakesBlanks(LrxPattern.FindGroup(syntax.Root, group)) && !TakesBlanks(LrxPattern.FindGroup(rewrite.Syntax.Root, rewrite.Group));

    /// <summary>One sentence about cutting at a fixed text, or null when the pattern is not two groups around one.</summary>
    /// <param name="syntax">A pattern that is not deterministic.</param>
    /// <param name="group">The extracted group, 1 or 2.</param>
    public static string? SplitAdvice(LrxSyntax syntax, int group)
    {
        if (group is not (1 or 2) || syntax.Root is not LrxSequence { Items: { Count: >= 4 } items } || !IsRun(items[0]) || !IsRun(items[items.Count - 1])) return null;
        var between = items.Skip(1).Take(items.Count - 2).ToArray();
        if (between.Any(item => item is not LrxSet { Members.Single: >= 0x20 })) return null;
        var text = string.Concat(between.Select(item => char.ConvertFromUtf32(((LrxSet)item).Members.Single)));
        return FormattableString.Invariant($"Cut at the text between them: regex_split(literal: {Quoting.Text(text)}, index: {group}).");
    }

    /// <summary>One sentence about the pattern to write and the operation to add, or null when there is nothing to leave to trim.</summary>
    /// <param name="syntax">A pattern that is not deterministic.</param>
    /// <param name="group">The extracted group.</param>
    public static string? Advice(LrxSyntax syntax, int group)
    {
        if (group == 0 || syntax.Root is not LrxSequence sequence) return null;
        var items = sequence.Items.Where((item, i) => !(IsBlanks(item) && (IsGroup(sequence, i - 1) || IsGroup(sequence, i + 1)))).Select(Greedy).ToList();
        if (items.Count == sequence.Items.Count) return null;
        var bare = sequence with { Items = items };
        var written = LrxPrinter.Print(syntax, group, out _);
        foreach (var root in new[] { bare, LrxNarrowing.Narrow(bare, CodePointSet.All) })
        {
            var pattern = LrxPrinter.Print(syntax with { Root = root }, group, out var number);
            if (!LrxPattern.IsPortable(pattern, number) && !LrxPattern.IsPortable(pattern, number, fromEnd: true)) continue;

            // What had to be kept apart from its neighbours in more than one place no longer means what was written.
            if (pattern.Split(NewGroup, StringSplitOptions.None).Length > written.Split(NewGroup, StringSplitOptions.None).Length) continue;
            var inGroup = number == group ? "" : FormattableString.Invariant($", group {number}");
            return $"Let trim take the blanks away: write '{pattern}'{inGroup}, and | trim after it.";
        }

        return null;
    }

    private static bool IsRun(LrxNode node) => node is LrxGroup { Item: LrxRepeat { Item: LrxSet } };

    private static bool IsGroup(LrxSequence sequence, int i) => i >= 0 && i < sequence.Items.Count && sequence.Items[i] is LrxGroup;

    private static bool IsBlanks(LrxNode node) => node is LrxRepeat { Item: LrxSet set, Max: null } && (set.Members.Equals(CodePointSet.Space) || set.Members.Single == ' ');

    private static bool TakesBlanks(LrxNode? node) => node switch
    {
        LrxSet set => set.Members.Contains(' '),
        LrxGroup group => TakesBlanks(group.Item),
        LrxSequence sequence => sequence.Items.Any(TakesBlanks),
        LrxAlternation alternation => alternation.Branches.Any(TakesBlanks),
        LrxRepeat repeat => TakesBlanks(repeat.Item),
        _ => false,
    };

    private static LrxNode Greedy(LrxNode node) => node switch
    {
        LrxGroup group => group with { Item = Greedy(group.Item) },
        LrxSequence sequence => sequence with { Items = sequence.Items.Select(Greedy).ToList() },
        LrxAlternation alternation => alternation with { Branches = alternation.Branches.Select(Greedy).ToList() },
        LrxRepeat repeat => repeat with { Item = Greedy(repeat.Item), IsLazy = false },
        _ => node,
    };
}
