using Lumos.Abstractions;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Regex;

/// <summary>
/// A portable regular expression (LRX): a pattern every engine reads the same way, because its position automaton is deterministic
/// and only constructs with one meaning are allowed. Immutable and thread-safe.
/// </summary>
/// <remarks>Matching takes time linear in the text for each start, whatever the pattern.</remarks>
public sealed class LrxPattern
{
    private LrxPattern(string text, LrxSyntax syntax, PositionAutomaton automaton, bool fromEnd)
    {
        Text = text;
        Syntax = syntax;
        Automaton = automaton;
        FromEnd = fromEnd;
    }

    /// <summary>The pattern as written.</summary>
    public string Text { get; }

    /// <summary>Number of capturing groups.</summary>
    public int GroupCount => Syntax.GroupCount;

    /// <summary>Whether the pattern can match the empty text, or an empty part of a text.</summary>
    public bool CanMatchEmpty => Syntax.Root.IsNullable;

    internal LrxSyntax Syntax { get; }

    /// <summary>The deterministic automaton: of the pattern, or of the pattern turned round when it is read from the end.</summary>
    internal PositionAutomaton Automaton { get; }

    /// <summary>Whether the pattern is read from the end of the text.</summary>
    internal bool FromEnd { get; }

    /// <summary>The pattern of a checked operation.</summary>
    internal static LrxPattern Of(RegexExtract extract) => Parse(extract.Pattern, extract.Group, extract.FromEnd);

    /// <summary>Parses a pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="extractedGroup">The group that will be extracted; 0 is the whole match.</param>
    /// <exception cref="LumosException"><c>DSL_REJECT</c>, with the <see cref="LrxReject.Code"/> in its reason: the pattern is not portable.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The pattern has no such group.</exception>
    public static LrxPattern Parse(string pattern, int extractedGroup = 0) => Parse(pattern, extractedGroup, fromEnd: false);

    internal static LrxPattern Parse(string pattern, int extractedGroup, bool fromEnd)
    {
        if (TryParse(pattern, extractedGroup, fromEnd, out var result, out var reject)) return result!;
        throw new LumosException(ErrorCode.DslReject, "DSL_REJECT_" + reject!.Code, reject.Message, new ErrorLocation(Column: $"pattern character {reject.Offset + 1}"), reject.NextStep);
    }

    /// <summary>Parses a pattern without throwing on a bad one.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="extractedGroup">The group that will be extracted; 0 is the whole match.</param>
    /// <param name="result">The pattern, or null.</param>
    /// <param name="reject">Why it is not portable, or null.</param>
    /// <returns>Whether the pattern is portable.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The pattern has no group <paramref name="extractedGroup"/>.</exception>
    public static bool TryParse(string pattern, int extractedGroup, out LrxPattern? result, out LrxReject? reject) => TryParse(pattern, extractedGroup, fromEnd: false, out result, out reject);

    internal static bool TryParse(string pattern, int extractedGroup, bool fromEnd, out LrxPattern? result, out LrxReject? reject)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentOutOfRangeException.ThrowIfNegative(extractedGroup);
        var accepted = TryRead(pattern, extractedGroup, out result, out reject, ignoreCase: false, fromEnd);
        if (reject is null && result is null) throw new ArgumentOutOfRangeException(nameof(extractedGroup), extractedGroup, "The pattern has no such group.");
        return accepted;
    }

    /// <summary>As <see cref="TryParse(string, int, out LrxPattern?, out LrxReject?)"/>, with neither a pattern nor a refusal when the pattern has no such group.</summary>
    internal static bool TryRead(string pattern, int extractedGroup, out LrxPattern? result, out LrxReject? reject, bool ignoreCase = false, bool fromEnd = false)
    {
        result = null;
        if (LrxRefusals.TryGet(pattern, extractedGroup, ignoreCase, fromEnd, out reject)) return false;
        if (TryRead(pattern, extractedGroup, ignoreCase, fromEnd, explain: true, out result, out reject)) return true;
        if (reject is not null) LrxRefusals.Add(pattern, extractedGroup, ignoreCase, fromEnd, reject);
        return false;
    }

    /// <summary>Whether a pattern is portable, without a reason when it is not.</summary>
    internal static bool IsPortable(string pattern, int extractedGroup, bool ignoreCase = false, bool fromEnd = false) => TryRead(pattern, extractedGroup, ignoreCase, fromEnd, explain: false, out _, out _);

    private static bool TryRead(string pattern, int extractedGroup, bool ignoreCase, bool fromEnd, bool explain, out LrxPattern? result, out LrxReject? reject)
    {
        (result, reject) = (null, null);
        try
        {
            var syntax = LrxParser.Parse(pattern, ignoreCase: ignoreCase);
            if (extractedGroup > syntax.GroupCount) return false;
            reject = FindOptional(syntax.Root, extractedGroup, optional: false);
            if (reject is null && fromEnd && !syntax.AnchoredEnd) reject = NoEnd(syntax);
            if (reject is not null) return false;
            var automaton = PositionAutomatonBuilder.Build(fromEnd ? LrxMirror.Of(syntax) : syntax);
            var conflict = automaton.FindConflict();
            if (conflict is null) result = new LrxPattern(pattern, syntax, automaton, fromEnd);
            else if (explain) reject = fromEnd ? LrxAmbiguity.ExplainFromEnd(pattern, automaton, conflict) : LrxAmbiguity.Explain(pattern, syntax, extractedGroup, automaton, conflict);
        }
        catch (LrxRejectException e)
        {
            reject = explain && !fromEnd ? LrxAdvice.Improve(pattern, extractedGroup, ignoreCase, e.Reject) : e.Reject;
        }

        return result is not null;
    }

    /// <summary>The pattern with every choice written out, both cases of its letters if it was read without regard to case.</summary>
    internal string Spelled() => LrxPrinter.Print(Syntax, 0, out _);

    internal LrxMatcher Matcher(int group) => new(this, group);

    /// <summary>Whether every match of the pattern gives the group at least one character.</summary>
    internal bool GroupIsNeverEmpty(int group) => group == 0 ? !Syntax.Root.IsNullable : FindGroup(Syntax.Root, group) is { IsNullable: false };

    private static LrxReject NoEnd(LrxSyntax syntax)
        => new(LrxCodes.Anchor, "A pattern that is read from the end has to say where that is.", syntax.Root.Offset, "End the pattern with '$', or leave from_end out.");

    /// <summary>The group of a number; null when there is none.</summary>
    internal static LrxGroup? FindGroup(LrxNode node, int number) => node switch
    {
        LrxGroup group when group.Number == number => group,
        LrxGroup group => FindGroup(group.Item, number),
        LrxSequence sequence => sequence.Items.Select(item => FindGroup(item, number)).FirstOrDefault(found => found is not null),
        LrxAlternation alternation => alternation.Branches.Select(branch => FindGroup(branch, number)).FirstOrDefault(found => found is not null),
        LrxRepeat repeat => FindGroup(repeat.Item, number),
        _ => null,
    };

    internal static LrxReject? FindOptional(LrxNode node, int number, bool optional) => node switch
    {
        LrxGroup group when group.Number == number => optional
            ? new LrxReject(LrxCodes.OptionalGroup, $"Group {number} stands under an alternative or a repetition, so it may be missing or matched more than once.", group.Offset, "Extract a group that every match passes exactly once, or put the '( )' around the whole alternative or repetition.")
            : null,
        LrxGroup group => FindOptional(group.Item, number, optional),
        LrxSequence sequence => sequence.Items.Select(item => FindOptional(item, number, optional)).FirstOrDefault(reject => reject is not null),
        LrxAlternation alternation => alternation.Branches.Select(branch => FindOptional(branch, number, optional: true)).FirstOrDefault(reject => reject is not null),
        LrxRepeat repeat => FindOptional(repeat.Item, number, optional: true),
        _ => null,
    };
}
