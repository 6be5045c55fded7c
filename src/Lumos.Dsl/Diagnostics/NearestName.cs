namespace Lumos.Dsl.Diagnostics;

/// <summary>Finds the name an author most likely meant.</summary>
internal static class NearestName
{
    /// <summary>"Did you mean 'x'?", or what is known otherwise, or null when nothing is near.</summary>
    public static string? Suggest(string written, IEnumerable<string> known, bool listOtherwise = false)
    {
        var names = known as IReadOnlyList<string> ?? known.ToArray();
        var best = Find(written, names);
        if (best is not null) return $"Did you mean '{best}'?";
        return listOtherwise && names.Count is > 0 and <= 16 ? "Known: " + string.Join(", ", names) + "." : null;
    }

    /// <summary>The nearest name within a third of its length, or null. Ties go to the first.</summary>
    public static string? Find(string written, IEnumerable<string> known)
    {
        string? best = null;
        var bestDistance = int.MaxValue;
        foreach (var name in known)
        {
            var limit = Math.Max(1, Math.Max(name.Length, written.Length) / 3);
            if (Math.Abs(name.Length - written.Length) > limit) continue;
            var distance = Distance(Fold(written), Fold(name));
            if (distance <= limit && distance < bestDistance) (best, bestDistance) = (name, distance);
        }

        return best;
    }

    // "Order Date", "order_date" and "OrderDate" are one name to a person.
    private static string Fold(string name) => name.ToLowerInvariant().Replace("_", "").Replace(" ", "").Replace("-", "");

    // Edits of one character, neighbours swapped counting as one (optimal string alignment).
    private static int Distance(string a, string b)
    {
        var beforeLast = new int[b.Length + 1];
        var last = new int[b.Length + 1];
        var current = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = a[i - 1] == b[j - 1] ? 0 : 1;
                current[j] = Math.Min(Math.Min(last[j] + 1, current[j - 1] + 1), last[j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
            }

            (beforeLast, last, current) = (last, current, beforeLast);
        }

        return last[b.Length];
    }
}
