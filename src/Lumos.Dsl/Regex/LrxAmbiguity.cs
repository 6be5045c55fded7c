using Lumos.Dsl.Model;

namespace Lumos.Dsl.Regex;

/// <summary>What it means that a pattern is not deterministic.</summary>
internal enum AmbiguityKind
{
    /// <summary>Too large to decide.</summary>
    Unknown,

    /// <summary>Every way to read a text gives the same match and the same group.</summary>
    OnlyUndecided,

    /// <summary>One match, but the group in it depends on the way of reading.</summary>
    Groups,

    /// <summary>Engines that try alternatives in order match less than engines that look for the longest match.</summary>
    Matches,
}

/// <summary>Explains why a pattern is not deterministic, and looks for one that is.</summary>
internal static class LrxAmbiguity
{
    private const int MaxStates = 4_000;

    /// <summary>Whether engines differ on some text, and a shortest such text.</summary>
    public static (AmbiguityKind Kind, string? Text) Classify(LrxSyntax syntax, int group)
    {
        var positions = PriorityPositions.Of(syntax);
        var alphabet = SymbolAlphabet.Of(positions.Sets.Skip(1));
        var automaton = new PriorityAutomaton(positions, group, alphabet, syntax.AnchoredEnd);
        var known = true;
        if (!syntax.AnchoredEnd && FindLongerMatch(automaton, alphabet, ref known) is { } longer) return (AmbiguityKind.Matches, longer);
        if (group > 0 && FindOtherGroup(automaton, alphabet, ref known) is { } other) return (AmbiguityKind.Groups, other);
        return (known ? AmbiguityKind.OnlyUndecided : AmbiguityKind.Unknown, null);
    }

    /// <summary>The refusal of a pattern that is not deterministic.</summary>
    public static LrxReject Explain(string pattern, LrxSyntax syntax, int group, PositionAutomaton automaton, Conflict conflict)
    {
        var (first, second) = (automaton.OffsetOf(conflict.First), automaton.OffsetOf(conflict.Second));
        var (kind, text) = Classify(syntax, group);
        var rewrite = LrxRewriter.Find(syntax, group);
        var reading = first == second
            ? $"After {LrxReadings.Quote(conflict.Witness)} the part at character {first + 1} of the pattern may have been repeated or begun anew"
            : $"The last character of {LrxReadings.Quote(conflict.Witness)} can be read by '{LrxPrinter.Print(automaton.SetOf(conflict.First))}' at character {first + 1} or by '{LrxPrinter.Print(automaton.SetOf(conflict.Second))}' at character {second + 1} of the pattern";
        return new LrxReject(LrxCodes.Ambiguous, reading + Consequence(syntax, group, kind, text), second, NextStep(syntax, group, rewrite), conflict.Witness)
        {
            Picture = LrxPicture.Of(pattern, first, second),
            Rewrite = rewrite?.Pattern,
            RewriteGroup = rewrite?.Group ?? 0,
            RewriteIsExact = rewrite is { IsExact: true },
        };
    }

    /// <summary>The refusal of a pattern that is not deterministic when it is read from the end.</summary>
    public static LrxReject ExplainFromEnd(string pattern, PositionAutomaton mirrored, Conflict conflict)
    {
        var (first, second) = (mirrored.OffsetOf(conflict.First), mirrored.OffsetOf(conflict.Second));
        var (low, high) = (Math.Min(first, second), Math.Max(first, second));
        var witness = string.Concat(CodePoints.Of(conflict.Witness).Reverse().Select(char.ConvertFromUtf32));
        var message = $"Read from the end, the first character of {LrxReadings.Quote(witness)} can be read at character {low + 1} or at character {high + 1} of the pattern, so engines may match differently.";
        return new LrxReject(LrxCodes.Ambiguous, message, high, "Make parts that follow each other end with different characters, or leave from_end out and make them start with different ones.", witness)
        {
            Picture = LrxPicture.Of(pattern, low, high),
        };
    }

    /// <summary>One sentence about a pattern to write instead.</summary>
    public static string NextStep(LrxSyntax syntax, int group, LrxRewrite? rewrite)
    {
        if (rewrite is null || (!rewrite.IsExact && LrxTrimming.ForbidsBlanks(syntax, group, rewrite)))
        {
            if ((LrxTrimming.SplitAdvice(syntax, group) ?? LrxTrimming.Advice(syntax, group)) is { } better) return better;
        }

        if (rewrite is null) return "Make neighbouring parts start with different characters: '[^-]*-(\\d+)' in place of '.*-(\\d+)', 'a(?:b|c)' in place of 'ab|ac'.";
        var write = $"Write '{rewrite.Pattern}'" + (rewrite.Group == group ? "" : FormattableString.Invariant($", group {rewrite.Group}"));
        if (rewrite.IsExact) return write + ": it means the same.";
        if (rewrite.DiffersOn is not { } text) return write + " if the first alternative that matches is meant.";
        var (now, before) = (LrxReadings.First(rewrite.Syntax, rewrite.Group, text), LrxReadings.First(syntax, group, text));
        return now == before ? write + " if that is what you mean." : $"{write} if that is what you mean: on {LrxReadings.Quote(text)} it gives {LrxReadings.Quote(now)}, where trying in order would give {LrxReadings.Quote(before)}.";
    }

    private static string Consequence(LrxSyntax syntax, int group, AmbiguityKind kind, string? text)
    {
        var readings = text is null ? [] : LrxReadings.Of(syntax, group, text);
        switch (kind)
        {
            case AmbiguityKind.Matches when readings.Count > 1:
                return $", and engines differ: {LrxReadings.Quote(text)} matches {LrxReadings.Quote(readings[0].Match)} for some, {LrxReadings.Quote(readings.OrderByDescending(reading => reading.Match.Length).First().Match)} for others.";
            case AmbiguityKind.Groups when readings.Select(reading => reading.Group).Distinct().Skip(1).FirstOrDefault() is { } other:
                return FormattableString.Invariant($", and group {group} of {LrxReadings.Quote(text)} can be {LrxReadings.Quote(readings[0].Group)} or {LrxReadings.Quote(other)}.");
            case AmbiguityKind.OnlyUndecided:
                return ". Every reading gives the same result, but which one it is shows only later in the text.";
            default:
                return ", so engines may match differently.";
        }
    }

    private static string? FindLongerMatch(PriorityAutomaton automaton, SymbolAlphabet alphabet, ref bool known)
    {
        var search = new Breadth<(int[] First, int[] All)>(MaxStates);
        Add([PriorityAutomaton.Start], [PriorityAutomaton.Start], -1, null);
        while (search.TryTake(out var state, out var trail))
        {
            if (state.All.Any(automaton.IsAccepting) && !state.First.Any(automaton.IsAccepting)) return alphabet.TextOf(Breadth<(int[] First, int[] All)>.Trail.WordOf(trail));
            for (var symbol = 0; symbol < alphabet.Count; symbol++)
            {
                var all = automaton.StepAll(state.All, symbol);
                if (all.Length > 0) Add(automaton.Step(state.First, symbol, cut: true), all, symbol, trail);
            }
        }

        known &= !search.IsExhausted;
        return null;

        void Add(int[] first, int[] all, int symbol, Breadth<(int[] First, int[] All)>.Trail? trail)
            => search.Add((first, all), string.Join(",", first) + ":" + string.Join(",", all), symbol, trail);

    }

    // Two readings side by side, until they pass a bound of the group at different moments and both match.
    private static string? FindOtherGroup(PriorityAutomaton automaton, SymbolAlphabet alphabet, ref bool known)
    {
        var search = new Breadth<(int A, int B, bool Apart)>(MaxStates * 10);
        search.Add((0, 0, false), "", -1, null);
        while (search.TryTake(out var state, out var trail))
        {
            if (automaton.IsAccepting(state.A) && automaton.IsAccepting(state.B) && (state.Apart || automaton.RegionOf(state.A) != automaton.RegionOf(state.B)))
                return alphabet.TextOf(Breadth<(int A, int B, bool Apart)>.Trail.WordOf(trail));
            for (var symbol = 0; symbol < alphabet.Count; symbol++)
            {
                foreach (var a in automaton.All(state.A, symbol))
                {
                    foreach (var b in automaton.All(state.B, symbol))
                    {
                        var next = (a, b, state.Apart || Apart(state.A, a, state.B, b));
                        search.Add(next, next.ToString(), symbol, trail);
                    }
                }
            }
        }

        known &= !search.IsExhausted;
        return null;

        bool Apart(int fromA, int toA, int fromB, int toB)
        {
            for (var bound = 1; bound <= 2; bound++)
            {
                if ((automaton.RegionOf(fromA) < bound && automaton.RegionOf(toA) >= bound) != (automaton.RegionOf(fromB) < bound && automaton.RegionOf(toB) >= bound)) return true;
            }

            return false;
        }
    }
}
