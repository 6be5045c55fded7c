using System.Numerics;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Analysis.Duplicates;

/// <summary>
/// How likely two rows are the same thing. Each agreement counts as many bits as it is rare (a shared word of one row in a thousand: ten), each contradiction takes bits away, and
/// that two rows drawn by chance are hardly ever the same costs as many bits as the table has rows, on a logarithmic scale (Fellegi and Sunter's weights, with the frequencies of
/// the table itself and nothing learnt). Agreements of one kind hang together, so each kind counts at most as much as naming a row does.
/// </summary>
internal sealed class PairScore(RecordSet records)
{
    private const double LeastCloseness = 0.72;
    private const double NameConflict = 14;
    private const double PlaceConflict = 5;
    private const double MarkConflict = 4;
    private const double ContactConflict = 1.5;
    private const int LeastSharedBigrams = 45;

    private readonly double _chance = Math.Log2(Math.Max(2, records.Count));

    /// <summary>Pairs that were looked at so far.</summary>
    public long Looked { get; private set; }

    /// <summary>Quick look whether a pair can be alike at all.</summary>
    public bool MayBeAlike(int a, int b)
    {
        Looked++;
        var (x, y) = (records.Bigrams(a), records.Bigrams(b));
        var least = Math.Min(BitOperations.PopCount(x.Names), BitOperations.PopCount(y.Names)) + Math.Min(BitOperations.PopCount(x.Places), BitOperations.PopCount(y.Places));
        return least == 0 || (BitOperations.PopCount(x.Names & y.Names) + BitOperations.PopCount(x.Places & y.Places)) * 100 >= least * LeastSharedBigrams;
    }

    /// <summary>Probability that two rows are the same, 0 to 1.</summary>
    public double Of(int a, int b)
    {
        var (marks, contacts) = Wholes(a, b);

        // What is not even possible with everything else alike need not be looked at word by word.
        if (marks + contacts < 0 && Shares(records.Names(a), records.Names(b)) + Shares(records.Places(a), records.Places(b)) == 0) return 0;
        var names = Words(records.Names(a), records.Names(b), NameConflict, areNames: true);

        // Who lives together shares address and telephone: both say one thing, and only once.
        var home = Math.Min(Words(records.Places(a), records.Places(b), PlaceConflict, areNames: false) + contacts, _chance + 1);
        return 1 / (1 + Math.Pow(2, _chance - names - home - marks));
    }

    private static int Shares(int[] a, int[] b)
    {
        var shared = 0;
        foreach (var word in a)
        {
            if (Array.IndexOf(b, word) >= 0) shared++;
        }

        return shared;
    }

    private double Rarity(int word) => Math.Log2((double)records.Count / records.Frequency(word));

    /// <summary>Bits of two bags of words: shared ones count by rarity, words both sides have alone speak against.</summary>
    private double Words(int[] a, int[] b, double conflict, bool areNames)
    {
        if (a.Length == 0 || b.Length == 0) return 0;
        Span<bool> takenA = stackalloc bool[a.Length], takenB = stackalloc bool[b.Length];
        double shared = 0;
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = 0; j < b.Length; j++)
            {
                if (takenB[j] || a[i] != b[j]) continue;
                takenA[i] = takenB[j] = true;
                shared += Rarity(a[i]);
                break;
            }
        }

        for (var i = 0; i < a.Length; i++)
        {
            if (takenA[i]) continue;
            var (best, at) = (0.0, -1);
            for (var j = 0; j < b.Length; j++)
            {
                if (takenB[j]) continue;
                var closeness = areNames && NumberedNames.Differ(records.Word(a[i]), records.Word(b[j])) ? 0 : Closeness(a[i], b[j]);
                if (closeness > best) (best, at) = (closeness, j);
            }

            if (at < 0 || best < LeastCloseness) continue;
            takenA[i] = takenB[at] = true;
            shared += Math.Min(Rarity(a[i]), Rarity(b[at])) * Math.Max(0.3, (best - 0.5) * 2) * 0.9;
        }

        Joined(a, b, takenA, takenB, ref shared);
        Joined(b, a, takenB, takenA, ref shared);
        var (aloneA, aloneB, all) = (0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++) all += Add(a[i], takenA[i], ref aloneA);
        for (var j = 0; j < b.Length; j++) all += Add(b[j], takenB[j], ref aloneB);

        // A word more on one side is a longer way to say the same; a word instead of another is something else.
        var against = all <= 0 ? 0 : Math.Min(aloneA, aloneB) * 2 / all;
        return Math.Min(shared, _chance) - (conflict * against) - 0.3 * Math.Abs(aloneA - aloneB) / Math.Max(1, all) * conflict;
    }

    private double Add(int word, bool taken, ref double alone)
    {
        // A typo is rarer than the word it was: no word counts more than an ordinary one.
        var rarity = Math.Min(Rarity(word), 10);
        if (!taken) alone += rarity;
        return rarity;
    }

    // Two words on one side, one on the other: "pridham street", "pridhamstreet".
    private void Joined(int[] one, int[] two, Span<bool> takenOne, Span<bool> takenTwo, ref double shared)
    {
        for (var j = 0; j < two.Length; j++)
        {
            var whole = records.Word(two[j]);
            if (takenTwo[j] || whole.Length < 5) continue;
            for (var i = 0; i + 1 < one.Length; i++)
            {
                if (takenOne[i] && takenOne[i + 1]) continue;
                var (first, second) = (records.Word(one[i]), records.Word(one[i + 1]));
                if (Math.Abs(first.Length + second.Length - whole.Length) > 1 || first[0] != whole[0] || WordDistance.Edits(first + second, whole, 1) > 1) continue;
                shared += (takenOne[i] ? 0 : Rarity(one[i])) + (takenOne[i + 1] ? 0 : Rarity(one[i + 1]));
                takenOne[i] = takenOne[i + 1] = takenTwo[j] = true;
                break;
            }
        }
    }

    private (double Marks, double Contacts) Wholes(int a, int b)
    {
        var (x, y) = (records.Wholes(a), records.Wholes(b));
        double marks = 0, contacts = 0;
        for (var i = 0; i < x.Length; i++)
        {
            if (x[i] < 0 || y[i] < 0) continue;
            var mark = records.WholeRoles[i] == FieldRole.Mark;
            double bits;
            if (x[i] == y[i]) bits = Rarity(x[i]);
            else if (!(IsWritten(records.Word(x[i])) && NumberedNames.Differ(records.Word(x[i]), records.Word(y[i]))) && WordDistance.Edits(records.Word(x[i]), records.Word(y[i]), 1) <= 1) bits = Math.Min(Rarity(x[i]), Rarity(y[i])) * 0.6;
            else bits = mark ? -MarkConflict : -ContactConflict;
            if (mark) marks += bits;
            else contacts += bits;
        }

        return (Math.Min(marks, _chance * 1.3), contacts);
    }

    // In a number a wrong digit is a slip; beside letters it tells one account from the next.
    private static bool IsWritten(string whole) => whole.Any(char.IsLetter);

    private double Closeness(int first, int second)
    {
        var (a, b) = (records.Word(first), records.Word(second));

        // An initial stands for a name, a number for itself alone.
        if (a.Length == 1 || b.Length == 1) return a[0] == b[0] && char.IsLetter(a[0]) && char.IsLetter(b[0]) ? 0.75 : 0;
        if (Math.Abs(a.Length - b.Length) > 3) return 0;
        if (char.IsAsciiDigit(a[0]) && char.IsAsciiDigit(b[0])) return Math.Min(a.Length, b.Length) >= 4 && WordDistance.Edits(a, b, 1) <= 1 ? 0.8 : 0;

        // A slip spares at least a third of the pairs of letters; counting them costs less than counting edits.
        var (x, y) = (records.BigramsOfWord(first), records.BigramsOfWord(second));
        if (BitOperations.PopCount(x & y) * 3 < Math.Min(BitOperations.PopCount(x), BitOperations.PopCount(y))) return 0;
        var longest = Math.Max(a.Length, b.Length);
        var most = (int)(longest * (1 - LeastCloseness));
        return WordDistance.Edits(a, b, most) is var edits && edits <= most ? 1 - ((double)edits / longest) : 0;
    }
}
