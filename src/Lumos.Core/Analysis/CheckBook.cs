using Lumos.Abstractions;

namespace Lumos.Core.Analysis;

/// <summary>Collects checks in the order they are made, and gives them worst first.</summary>
internal sealed class CheckBook
{
    private readonly List<AnalysisCheck> _checks = [];
    private readonly Dictionary<string, ProposedFix> _fixes = new(StringComparer.Ordinal);

    /// <summary>Changes of the plan that would mend findings, in the order they were found.</summary>
    public IReadOnlyList<ProposedFix> Fixes => [.. _fixes.Values];

    /// <summary>Whether a check failed that stops the run.</summary>
    public bool HasErrors => _checks.Exists(static check => check is { Passed: false, Severity: Severity.Error });

    /// <summary>Adds a check that passed.</summary>
    public void Pass(string code, string table, string? column, string message, double? value = null, double? threshold = null, string? fix = null) =>
        Add(Severity.Info, passed: true, code, table, column, message, fix, value, threshold);

    /// <summary>Adds a check that failed.</summary>
    /// <param name="severity">How bad it is.</param>
    /// <param name="code">Code.</param>
    /// <param name="table">Table.</param>
    /// <param name="column">Column; null for a whole table.</param>
    /// <param name="message">What was found, without values.</param>
    /// <param name="fix">What to do, in words; a staged fix is named before it.</param>
    /// <param name="value">Measured value.</param>
    /// <param name="threshold">Threshold.</param>
    /// <param name="fixes">Staged fixes that mend it.</param>
    /// <param name="examples">Masked examples.</param>
    public void Fail(
        Severity severity, string code, string table, string? column, string message, string fix, double? value = null, double? threshold = null,
        IReadOnlyList<ProposedFix>? fixes = null, IReadOnlyList<MaskedExample>? examples = null)
    {
        foreach (var staged in fixes ?? []) _fixes.TryAdd(staged.Id, staged);
        if (fixes is { Count: > 0 }) fix = $"{Offer(fixes)} {fix}";
        Add(severity, passed: false, code, table, column, message, fix, value, threshold);
        _checks[^1] = _checks[^1] with { FixIds = [.. (fixes ?? []).Select(static staged => staged.Id)], Examples = examples ?? [] };
    }

    /// <summary>Adds fixes to a check that was made before they were found. Few failing rows may pass a check, and are worth mending all the same.</summary>
    public void Attach(string code, string table, string? column, IReadOnlyList<ProposedFix> fixes)
    {
        ArgumentNullException.ThrowIfNull(fixes);
        if (fixes.Count == 0) return;
        foreach (var staged in fixes) _fixes.TryAdd(staged.Id, staged);
        bool IsIt(AnalysisCheck check) => check.Code == code && check.Table == table && (column is null || check.Column == column);
        var at = _checks.FindLastIndex(check => !check.Passed && IsIt(check));
        if (at < 0) at = _checks.FindLastIndex(IsIt);
        if (at < 0) return;
        _checks[at] = _checks[at] with { FixIds = [.. _checks[at].FixIds, .. fixes.Select(static staged => staged.Id)], Fix = $"{_checks[at].Fix} {Offer(fixes)}".TrimStart() };
    }

    /// <summary>Failed ones before passed ones, worse before better, otherwise as they were made.</summary>
    public IReadOnlyList<AnalysisCheck> WorstFirst() => [.. _checks.OrderBy(static check => check.Passed).ThenByDescending(static check => check.Severity)];

    private static string Offer(IReadOnlyList<ProposedFix> fixes) => string.Join(" ", fixes.Select(static staged => $"{staged.Summary} Apply it with: lumos fix apply {staged.Id}."));

    private void Add(Severity severity, bool passed, string code, string table, string? column, string message, string? fix, double? value, double? threshold) => _checks.Add(new AnalysisCheck
    {
        Code = code,
        Table = table,
        Column = column,
        Severity = severity,
        Passed = passed,
        Message = message,
        Fix = fix,
        Value = value is { } exact ? Math.Round(exact, 6) : null,
        Threshold = threshold,
    });
}
