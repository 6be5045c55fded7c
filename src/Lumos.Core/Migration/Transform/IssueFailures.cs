using Lumos.Abstractions;

namespace Lumos.Core.Migration.Transform;

/// <summary>The rows of a batch whose reader noticed something that makes them unfit, and the reasons.</summary>
internal sealed class IssueFailures
{
    private static readonly IssueFailures Clean = new();
    private readonly Dictionary<int, List<RowFailure>> _rows = [];

    /// <summary>Collects them. Repairs that lose nothing, such as a stray quote taken as content, leave a row fit.</summary>
    public static IssueFailures Of(ColumnBatch batch)
    {
        if (batch.Issues.Count == 0) return Clean;
        var found = new IssueFailures();
        foreach (var issue in batch.Issues)
        {
            if (CodeOf(issue.Code) is not { } code) continue;
            if (!found._rows.TryGetValue(issue.Row, out var reasons)) found._rows[issue.Row] = reasons = [];
            reasons.Add(new RowFailure(code, null));
        }

        return found;
    }

    public bool Has(int row) => _rows.Count != 0 && _rows.ContainsKey(row);

    /// <summary>Whether there are any.</summary>
    public bool Any => _rows.Count != 0;

    /// <summary>What the reader noticed about a row, and then why it could not be transformed; null when it could.</summary>
    public IReadOnlyList<RowFailure> With(int row, RowFailure? transformed)
    {
        var all = _rows.TryGetValue(row, out var reasons) ? [.. reasons] : new List<RowFailure>(1);
        if (transformed is not null) all.Add(transformed);
        return all;
    }

    private static string? CodeOf(string issue) => issue switch
    {
        _ when issue.StartsWith("RAGGED", StringComparison.Ordinal) => FailureCodes.Ragged,
        "STRAY_QUOTE" or "PADDED" or "TRAILING_DELIMITER" => null,
        _ => issue,
    };
}
