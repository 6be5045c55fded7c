namespace Lumos.Core.Ingest.Json;

/// <summary>Records that are counted through, level by level, over the parts of a table that is spread over several files.</summary>
internal interface INumberedRecords
{
    /// <summary>Records of this part, from the outermost list to the rows themselves.</summary>
    IReadOnlyList<long> Counts { get; }

    /// <summary>Records of the parts before, in the same order.</summary>
    IReadOnlyList<long> Before { get; set; }

    /// <summary>Lets each part go on counting where the one before ends.</summary>
    static void CountThrough(IEnumerable<object> parts)
    {
        IReadOnlyList<long>? before = null;
        foreach (var part in parts.OfType<INumberedRecords>())
        {
            if (before is not null) part.Before = before;
            before = [.. part.Before.Zip(part.Counts, static (b, c) => b + c)];
        }
    }
}
