using System.Globalization;
using System.Runtime.InteropServices;
using Lumos.Abstractions;
using Lumos.Core.Migration.Columns;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Supervision;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Columnar;
using Lumos.Dsl.Interpreter;

namespace Lumos.Core.Migration.Transform;

/// <summary>
/// Finds all that is wrong with rows that failed. What makes rows stops at the first reason, since nearly all rows have none; a person who mends a row wants to hear of every column at once.
/// Immutable and thread-safe.
/// </summary>
internal sealed class RowReasons
{
    private readonly TypedPlan _plan;
    private readonly ColumnarPlan? _columnar;
    private readonly PlanInterpreter? _interpreter;
    private readonly Rule[] _rules;

    /// <param name="table">The table filled.</param>
    /// <param name="plan">Its pipelines over one source.</param>
    public RowReasons(TablePlan table, TypedPlan plan)
    {
        _plan = plan;
        try
        {
            _columnar = ColumnarPlan.Compile(plan, new ColumnarOptions { MaxThreads = 1 });
        }
        catch (LumosException exception) when (exception.Code == ErrorCode.DslReject)
        {
            // Slow and always possible; there are few rows.
            _interpreter = new PlanInterpreter(plan);
        }

        var places = plan.Pipelines.Select((pipeline, place) => (pipeline.Target, place)).ToDictionary(static item => item.Target, static item => item.place, StringComparer.Ordinal);
        _rules = [.. TableRule.Of(table, places.ContainsKey).Select(rule => new Rule(rule, places[rule.Column.Name]))];
    }

    /// <summary>A rule of the table and the pipeline whose value it is asked of.</summary>
    private sealed record Rule(TableRule Asked, int Pipeline)
    {
        public RowFailure Failure { get; } = new(Asked.Code, Asked.Column.Name);

        /// <summary>Whether a value breaks the rule.</summary>
        public bool IsBrokenBy(string? text) => Asked.Code switch
        {
            ColumnBreaks.Null => text is null,
            ColumnBreaks.Enum => ColumnBreaks.IsNoCode(Asked.Column, text),
            _ => ColumnBreaks.IsTooWide(Asked.Column, text),
        };
    }

    /// <summary>Finds the reasons of some rows of a batch.</summary>
    /// <param name="raw">The batch; it stays the caller's.</param>
    /// <param name="rows">Rows that cannot go on, ascending.</param>
    /// <param name="first">Why the transform says they cannot, by row; null for rows only their reader found unfit.</param>
    /// <param name="issues">What the reader noticed. Of rows whose fields may not be what they seem to be nothing else is said.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Reasons by row, the first one in front.</returns>
    public IReadOnlyList<RowFailure>[] Find(ColumnBatch raw, List<int> rows, IReadOnlyList<RowFailure?> first, IssueFailures issues, CancellationToken cancellationToken)
    {
        using var bad = BatchSelection.Take(raw, CollectionsMarshal.AsSpan(rows));
        var found = _columnar is null ? Interpret(bad) : Compute(bad, cancellationToken);
        var reasons = new IReadOnlyList<RowFailure>[rows.Count];
        for (var i = 0; i < reasons.Length; i++)
        {
            var known = issues.With(rows[i], first[i]);
            reasons[i] = issues.Has(rows[i]) ? known : [.. known.Concat(found[i]).Distinct()];
        }

        return reasons;
    }

    private List<RowFailure>[] Compute(ColumnBatch bad, CancellationToken cancellationToken)
    {
        var found = Empty(bad.RowCount);
        using var made = _columnar!.ExecuteDetailed(bad, cancellationToken);
        var pipelines = _plan.Pipelines.Count;
        for (var place = 0; place < pipelines; place++)
        {
            var failures = made.Columns[pipelines + place].GetValues<long>();
            for (var row = 0; row < bad.RowCount; row++)
            {
                if (failures[row] != 0 && _columnar.Failures[(int)failures[row] - 1] is var failure) found[row].Add(new RowFailure(failure.Code, failure.Target));
            }
        }

        foreach (var rule in _rules)
        {
            var values = made.Columns[rule.Pipeline];
            var failures = made.Columns[pipelines + rule.Pipeline].GetValues<long>();
            for (var row = 0; row < bad.RowCount; row++)
            {
                if (failures[row] == 0 && rule.IsBrokenBy(TextOf(rule, values, row))) found[row].Add(rule.Failure);
            }
        }

        return found;
    }

    private List<RowFailure>[] Interpret(ColumnBatch bad)
    {
        var found = Empty(bad.RowCount);
        int[] places = [.. _plan.Source.Fields.Select(field => bad.Schema.IndexOf(field.Name))];
        var cells = new object?[places.Length];
        for (var row = 0; row < bad.RowCount; row++)
        {
            for (var i = 0; i < cells.Length; i++) cells[i] = places[i] < 0 ? null : CellText.Of(bad.Columns[places[i]], row);
            var results = _plan.Pipelines.Select((_, place) => _interpreter!.EvaluateColumn(place, cells)).ToList();
            foreach (var result in results)
            {
                if (result.Failure is { } failure) found[row].Add(new RowFailure(failure.Code, failure.Target));
            }

            foreach (var rule in _rules)
            {
                // Code lists of other types are asked where rows are made; what that says is known.
                if (results[rule.Pipeline] is { Failure: null, Value: null or string or long } result && rule.IsBrokenBy(Convert.ToString(result.Value, CultureInfo.InvariantCulture))) found[row].Add(rule.Failure);
            }
        }

        return found;
    }

    // A code list is compared with the column's own text, which a value that is widened behind its pipeline does not have yet.
    private static string? TextOf(Rule rule, Column values, int row) =>
        rule.Asked.Code == ColumnBreaks.Enum && values.Type != rule.Asked.Column.Type ? null : CellText.Of(values, row);

    private static List<RowFailure>[] Empty(int rows) => [.. Enumerable.Range(0, rows).Select(static _ => new List<RowFailure>())];
}
