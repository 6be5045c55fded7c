using Lumos.Core.Vocabulary;

namespace Lumos.Core.Mapping.Strategies;

/// <summary>Codes of which one denies the other (in stock and out of stock, active and inactive), for a column that says yes or no.</summary>
internal static class OppositeCodes
{
    private static readonly string[] Denials = ["not", "no", "non", "out", "without"];
    private static readonly string[] Fillers = ["in", "of", "is", "with", "yes"];
    private static readonly string[] Prefixes = ["un", "non", "dis"];

    // In and de stand before many words that they do not deny: inhouse, deposit.
    private static readonly string[] DenialWords =
        ["inactive", "invalid", "incomplete", "incorrect", "inaccurate", "ineligible", "invisible", "independent", "indirect", "insufficient", "insecure", "inconsistent", "infrequent", "deactivated", "deregistered", "decommissioned"];

    /// <summary>Words for yes and no with the code each becomes; empty when the values say something else or the codes have not one such pair.</summary>
    public static IEnumerable<(string Word, string Code)> Find(IReadOnlyList<string> values, IReadOnlyList<string> codes)
    {
        if (values.Count == 0 || !values.All(static v => IsYes(v) || IsNo(v))) return [];
        var pairs = codes.SelectMany(yes => codes.Where(no => Denies(no, yes)).Select(no => (Yes: yes, No: no))).ToList();
        return pairs is [var pair] ? [.. TruthWords.Yes.Select(w => (w, pair.Yes)), .. TruthWords.No.Select(w => (w, pair.No))] : [];
    }

    /// <summary>The two values of a column of which one denies the other; null when it holds others.</summary>
    public static (string Yes, string No)? Denied(IReadOnlyList<string> values)
    {
        var two = values.Distinct(StringComparer.OrdinalIgnoreCase).Take(3).ToList();
        if (two.Count != 2) return null;
        return Denies(two[1], two[0]) ? (two[0], two[1]) : Denies(two[0], two[1]) ? (two[1], two[0]) : null;
    }

    private static bool IsYes(string value) => Array.IndexOf(TruthWords.Yes, value.ToLowerInvariant()) >= 0;

    private static bool IsNo(string value) => Array.IndexOf(TruthWords.No, value.ToLowerInvariant()) >= 0;

    private static bool Denies(string no, string yes)
    {
        List<string> denied = [.. HeaderWords.SplitTokens(no)], said = [.. HeaderWords.SplitTokens(yes)];
        var core = said.Where(static w => Array.IndexOf(Fillers, w) < 0).ToList();
        if (core.Count == 0) return false;
        if (denied.Exists(static w => Array.IndexOf(Denials, w) >= 0)) return denied.Where(static w => Array.IndexOf(Denials, w) < 0 && Array.IndexOf(Fillers, w) < 0).SequenceEqual(core);
        return denied.Count == 1 && core.Count == 1 && (Prefixes.Any(p => denied[0] == p + core[0]) || DenialWords.Contains(denied[0], StringComparer.Ordinal) && (denied[0] == "in" + core[0] || denied[0] == "de" + core[0]));
    }
}
