using System.Runtime.InteropServices;

namespace Lumos.Core.Pii;

/// <summary>Puts what a second look found among the findings of the first, in one pass however many there are.</summary>
internal static class LaterFindings
{
    /// <summary>Merges; afterwards the findings are in order and none overlaps another.</summary>
    /// <param name="found">Findings in order.</param>
    /// <param name="later">Further ones in any order; of two that overlap the first stays.</param>
    /// <param name="yields">Whether a finding (first) makes room for a later one (second); one that does not keeps the later one out.</param>
    public static void Merge(List<PiiFinding> found, List<PiiFinding> later, Func<PiiFinding, PiiFinding, bool> yields)
    {
        later.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        var accepted = 0;
        var behind = 0;
        for (var i = 0; i < later.Count; i++)
        {
            var item = later[i];
            if (item.Start < behind || !IsLetIn(found, item, yields)) continue;
            later[accepted++] = item;
            behind = item.End;
        }

        later.RemoveRange(accepted, later.Count - accepted);
        if (accepted == 0) return;
        List<PiiFinding> merged = new(found.Count + accepted);
        var next = 0;
        foreach (var finding in found)
        {
            while (next < later.Count && later[next].End <= finding.Start) merged.Add(later[next++]);
            if (next == later.Count || later[next].Start >= finding.End) merged.Add(finding);
        }

        merged.AddRange(CollectionsMarshal.AsSpan(later)[next..]);
        found.Clear();
        found.AddRange(merged);
    }

    /// <summary>The first finding that ends behind a place; the count when there is none.</summary>
    public static int FirstBehind(List<PiiFinding> found, int place)
    {
        var (low, high) = (0, found.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (found[middle].End <= place) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private static bool IsLetIn(List<PiiFinding> found, PiiFinding item, Func<PiiFinding, PiiFinding, bool> yields)
    {
        for (var i = FirstBehind(found, item.Start); i < found.Count && found[i].Start < item.End; i++)
        {
            if (!yields(found[i], item)) return false;
        }

        return true;
    }
}
