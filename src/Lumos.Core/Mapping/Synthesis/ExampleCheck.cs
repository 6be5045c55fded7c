using System.Globalization;
using System.Numerics;
using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>Holds pipelines against the examples on the reference interpreter: what it says is what every engine does.</summary>
internal sealed class ExampleCheck
{
    private readonly LearningTask _task;
    private readonly object?[] _expected;
    private readonly bool[] _readable;

    public ExampleCheck(LearningTask task)
    {
        _task = task;
        _expected = new object?[task.Targets.Count];
        _readable = new bool[task.Targets.Count];
        for (var i = 0; i < _expected.Length; i++)
        {
            _readable[i] = task.Targets[i] is not { } text || TryRead(text, task.Type, out _expected[i]);
        }
    }

    /// <summary>Whether something that explained the examples it was learnt from was contradicted by those kept aside: the others say too little.</summary>
    public bool WasContradicted { get; set; }

    /// <summary>Examples whose target is a value of the type.</summary>
    public int Usable => _readable.Count(static r => r);

    /// <summary>Whether an example's target is a value of the type.</summary>
    public bool IsUsable(int example) => _readable[example];

    /// <summary>Examples a pipeline gets wrong, in order; null when the language refuses it, it gives another type, or it misses more than <paramref name="most"/>.</summary>
    public IReadOnlyList<int>? Misses(Expression expression, IEnumerable<int> examples, int most)
    {
        if (Compile(expression, _task.Schema) is not { } plan || plan.Pipelines[0].Value.Type != _task.Type) return null;
        var interpreter = new PlanInterpreter(plan);
        List<int> misses = [];
        foreach (var i in examples)
        {
            if (!_readable[i]) continue;
            var result = interpreter.EvaluateColumn(0, _task.Rows[i]);
            if (result.Failure is null && Same(result.Value, _expected[i])) continue;
            misses.Add(i);
            if (misses.Count > most) return null;
        }

        return misses;
    }

    /// <summary>Values of a pipeline for some examples, for all when none are named: null for NULL and for failures. Null when the language refuses it.</summary>
    public static object?[]? Run(Expression expression, LearningTask task, int[]? examples = null)
    {
        if (Compile(expression, task.Schema) is not { } plan) return null;
        var interpreter = new PlanInterpreter(plan);
        var values = new object?[examples?.Length ?? task.Rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (interpreter.EvaluateColumn(0, task.Rows[examples?[i] ?? i]) is { Failure: null, Value: { } value }) values[i] = value;
        }

        return values;
    }

    private static TypedPlan? Compile(Expression expression, ColumnSchema schema) => PlanChecker.Check(new TransformPlan([new Pipeline("x", null, expression)]), schema).Plan;

    private bool Same(object? value, object? expected)
    {
        if (value is Int128 scaled) return expected is Fraction wanted && new Fraction((BigInteger)scaled, BigInteger.Pow(10, _task.Type.Scale)) == wanted;
        if (value is long number) return expected is Fraction whole && new Fraction(number, BigInteger.One) == whole;
        if (value is string { Length: 0 }) value = null;
        return Equals(value, expected);
    }

    private static bool TryRead(string text, ColumnType type, out object? value)
    {
        value = null;
        switch (type.Kind)
        {
            case ColumnKind.Text: value = text; return true;
            case ColumnKind.Int64 or ColumnKind.Decimal:
                if (Fraction.TryParse(text.Trim()) is not { } number) return false;
                value = type.Kind == ColumnKind.Int64 ? number : number.Round(type.Scale);
                return true;
            case ColumnKind.Bool:
                if (text.Trim().ToLowerInvariant() is not ("true" or "false" or "t" or "f" or "1" or "0" or "yes" or "no") and not null) return false;
                value = text.Trim().ToLowerInvariant() is "true" or "t" or "1" or "yes";
                return true;
            case ColumnKind.Date:
                if (!DateTime.TryParseExact(text.Trim(), ["yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return false;
                value = DateOnly.FromDateTime(day);
                return true;
            case ColumnKind.Timestamp:
                string[] formats = ["yyyy-MM-dd HH:mm:ss.FFFFFF", "yyyy-MM-ddTHH:mm:ss.FFFFFF", "yyyy-MM-ddTHH:mm:ss.FFFFFFZ", "yyyy-MM-dd HH:mm", "yyyy-MM-dd"];
                if (!DateTime.TryParseExact(text.Trim(), formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)) return false;
                value = DateTime.SpecifyKind(moment, DateTimeKind.Unspecified);
                return true;
            default: return false;
        }
    }
}
