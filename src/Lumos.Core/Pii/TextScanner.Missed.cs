using Lumos.Core.Vocabulary;

namespace Lumos.Core.Pii;

internal ref partial struct TextScanner
{
    // Numbers that their name stands beside and whose check does not hold: mistyped or made up, and somebody's all the same. Believed less than any other reading.
    private const double MissedCheck = 0.6;
    private const string MissedWhy = "the words in front name it and it is written so; its check digit does not hold";

    private int ReadMissed(scoped DigitGroups groups, int i, scoped ref ContextView context)
    {
        var nearest = context.Nearest;
        if ((nearest & (Card | AnyKind)) == 0 || CharAt(groups.Start(i) - 1) is '.' or ',') return 0;
        Span<char> bare = stackalloc char[24];
        for (var j = Math.Min(groups.Count - 1, i + 9); j >= i; j--)
        {
            var length = groups.Copy(_text, i, j, bare);
            if (length is < 9 or > 19 || Checksums.IsRepdigit(bare[..length])) continue;
            var label = (nearest & Card) != 0 && length >= 15 && IsCardLayout(groups, i, j) && FinanceShapes.IsIssued(bare[..length]) ? "payment.card_number" : MissedKind(bare[..length], nearest);
            if (label is null) continue;
            Add(groups.Start(i), groups.End(j), label, MissedCheck, MissedWhy);
            return j - i + 1;
        }

        return 0;
    }

    private static string? MissedKind(scoped ReadOnlySpan<char> bare, UInt128 nearest)
    {
        if ((nearest & AnyKind) == 0) return null;
        for (var kind = 0; kind < KindTopics.Length; kind++)
        {
            if ((KindTopics[kind] & nearest) != 0 && NationalIds.HasLayout(kind, bare)) return NationalIds.LabelAt(kind);
        }

        return null;
    }

    // The closest word says telephone, and not also the kind.
    private static bool IsCalled(UInt128 nearest, UInt128 kind) => (nearest & Phone) != 0 && (nearest & kind) == 0;

    // Two letters of a script without blanks and the number of a plate, "\u0E1C\u0E19 9250"; where the letters start, -1 for none.
    private readonly int UnspacedPlate(int number)
    {
        var at = CharAt(number - 1) is ' ' or '-' ? number - 1 : number;
        return IsUnspacedLetter(at - 1) && IsUnspacedLetter(at - 2) ? at - 2 : -1;
    }

    private readonly bool IsUnspacedLetter(int at) => char.IsLetter(CharAt(at)) && UnspacedScripts.Contains(CharAt(at));

    private bool ReadCoordinate(scoped DigitGroups groups, int i)
    {
        var (start, end) = (groups.Start(i), groups.End(i + 1));
        if (CharAt(start - 1) == '-') start--;
        var follows = _found.Count > 0 && _found[^1].Label == "geo.latitude" && start - _found[^1].End is >= 1 and <= 4;
        if (!follows && (CharAt(end) == '%' || (Context(start, end).Near & Geo) == 0)) return false;
        var before = _text[Math.Max(0, start - 14)..start];
        var longitude = follows || before.Contains("lon", StringComparison.OrdinalIgnoreCase) || before.Contains("lng", StringComparison.OrdinalIgnoreCase);
        if (!CodeShapes.IsNumber(_text[start..end], longitude ? -180 : -90, longitude ? 180 : 90)) return false;
        Add(start, end, longitude ? "geo.longitude" : "geo.latitude", 0.8, "the words in front say position");
        return true;
    }
}
