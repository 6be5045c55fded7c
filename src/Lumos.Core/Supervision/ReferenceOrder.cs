namespace Lumos.Core.Supervision;

/// <summary>Puts tables after those they refer to. Where references run in a circle, the given order decides within the circle, and only there. Pure.</summary>
internal static class ReferenceOrder
{
    /// <summary>The items in order.</summary>
    /// <param name="items">Tables.</param>
    /// <param name="refers">Whether the first refers to the second; never asked of an item and itself.</param>
    public static IReadOnlyList<T> Of<T>(IReadOnlyList<T> items, Func<T, T, bool> refers)
    {
        var count = items.Count;
        var reaches = new bool[count, count];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++) reaches[i, j] = i != j && refers(items[i], items[j]);
        }

        for (var via = 0; via < count; via++)
        {
            for (var i = 0; i < count; i++)
            {
                for (var j = 0; reaches[i, via] && j < count; j++) reaches[i, j] |= reaches[via, j];
            }
        }

        List<int> left = [.. Enumerable.Range(0, count)];
        List<T> ordered = [];
        while (left.Count > 0)
        {
            // Of a circle, whatever is referred to from it comes first; the circle itself opens with its first table.
            var next = left.First(i => left.All(j => !reaches[i, j] || reaches[j, i]));
            left.Remove(next);
            ordered.Add(items[next]);
        }

        return ordered;
    }
}
