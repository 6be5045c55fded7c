namespace Lumos.Dsl.Regex;

/// <summary>The ways to read a short text from its beginning, in the order of a backtracking engine. For showing, not for running.</summary>
internal static class LrxReadings
{
    private const int MaxReadings = 400;
    private const int MaxSteps = 20_000;

    /// <summary>Each reading as the whole match and the group's text.</summary>
    public static IReadOnlyList<(string Match, string Group)> Of(LrxSyntax syntax, int group, string text)
    {
        var positions = PriorityPositions.Of(syntax);
        var points = CodePointsOf(text);
        var found = new List<(string, string)>();
        var steps = 0;
        Visit(PriorityAutomaton.Start, 0, group == 0 ? 0 : -1, -1);
        return found;

        void Visit(int state, int at, int start, int end)
        {
            foreach (var next in positions.SuccessorsOf(state))
            {
                if (++steps > MaxSteps || found.Count >= MaxReadings) return;
                if (next == PriorityPositions.Accept)
                {
                    if (syntax.AnchoredEnd && at < points.Length) continue;
                    var from = start < 0 ? at : start;
                    found.Add((Slice(0, at), Slice(from, end < 0 ? at : end)));
                }
                else if (at < points.Length && positions.Sets[next].Contains(points[at]))
                {
                    var region = group == 0 ? 1 : positions.RegionOf(next, group);
                    Visit(next, at + 1, start < 0 && region >= 1 ? at : start, end < 0 && region == 2 ? at : end);
                }
            }
        }

        string Slice(int from, int to) => string.Concat(points.Skip(from).Take(to - from).Select(char.ConvertFromUtf32));
    }

    /// <summary>What a backtracking engine extracts, or null when nothing matches from the beginning.</summary>
    public static string? First(LrxSyntax syntax, int group, string text) => Of(syntax, group, text) is [var first, ..] ? first.Group : null;

    /// <summary>A text in quotes, for a message.</summary>
    public static string Quote(string? text)
        => text is null ? "nothing" : "\"" + text.Replace("\\", "\\\\").Replace("\n", "\\n").Replace("\r", "\\r").Replace("\t", "\\t") + "\"";

    private static int[] CodePointsOf(string text)
    {
        var result = new List<int>(text.Length);
        for (var i = 0; i < text.Length; i++) result.Add(char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? char.ConvertToUtf32(text[i], text[++i]) : text[i]);
        return result.ToArray();
    }
}
