using Lumos.Abstractions;

namespace Lumos.Core.Analysis;

/// <summary>Collects checks in the order they are made, and gives them worst first.</summary>
internal sealed class CheckBook
{
    private readonly List<AnalysisCheck> _checks = [];

    /// <summary>Whether a check failed that stops the run.</summary>
    public bool HasErrors => _checks.Exists(static check => check is { Passed: false, Severity: Severity.Error });

    /// <summary>Adds a check that passed.</summary>
    public void Pass(string code, string table, string? column, string message, double? value = null, double? threshold = null, string? fix = null) =>
        Add(Severity.Info, passed: true, code, table, column, message, fix, value, threshold);

    /// <summary>Adds a check that failed.</summary>
    public void Fail(Severity severity, string code, string table, string? column, string message, string fix, double? value = null, double? threshold = null) =>
        Add(severity, passed: false, code, table, column, message, fix, value, threshold);

    /// <summary>Failed ones before passed ones, worse before better, otherwise as they were made.</summary>
    public IReadOnlyList<AnalysisCheck> WorstFirst() => [.. _checks.OrderBy(static check => check.Passed).ThenByDescending(static check => check.Severity)];

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
