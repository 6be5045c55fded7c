namespace Lumos.Core.Ingest.Profiling;

/// <summary>Figures read off a profile.</summary>
internal static class ColumnCounting
{
    /// <summary>Different values that are not NULL; exact up to the sketch's capacity, then within about half a percent.</summary>
    public static long Distinct(ColumnProfiler column)
    {
        ArgumentNullException.ThrowIfNull(column);
        long distinct = 0;
        foreach (var slot in column.Sketch.Slots)
        {
            if (slot.Hash != 0 && column.Tally.Code(slot.Shape).Kind != ShapeKind.Null) distinct++;
        }

        return distinct << column.Sketch.Level;
    }
}
