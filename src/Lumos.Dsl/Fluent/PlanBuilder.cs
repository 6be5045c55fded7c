using Lumos.Abstractions;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Fluent;

/// <summary>Collects pipelines: <c>new PlanBuilder().Set("name", Pipe.Column("first").Trim()).Build()</c>. Not thread-safe.</summary>
public sealed class PlanBuilder
{
    private readonly List<Pipeline> _pipelines = [];

    /// <summary>Adds the pipeline of a target column.</summary>
    public PlanBuilder Set(string target, Pipe value) => Add(target, null, value);

    /// <summary>Adds the pipeline of a target column of a declared type.</summary>
    public PlanBuilder Set(string target, ColumnType type, Pipe value) => Add(target, type, value);

    /// <summary>The plan so far.</summary>
    public TransformPlan Build() => new(ValueList.From(_pipelines.ToArray()));

    private PlanBuilder Add(string target, ColumnType? type, Pipe value)
    {
        if (target is null) throw new ArgumentNullException(nameof(target));
        if (value is null) throw new ArgumentNullException(nameof(value));
        _pipelines.Add(new(target, type, value.Expression));
        return this;
    }
}
