using Lumos.Abstractions;

namespace Lumos.Dsl.Model;

/// <summary>How one target column is made.</summary>
/// <param name="Target">Target column name.</param>
/// <param name="Type">Declared type; null when it is whatever the expression gives.</param>
/// <param name="Expression">The value.</param>
public sealed record Pipeline(string Target, ColumnType? Type, Expression Expression)
{
    /// <summary>Place in the text it was parsed from; not part of equality.</summary>
    public SourceSpan Span { get; init; }

    /// <summary>Same target, type and expression; the place in the text does not count.</summary>
    public bool Equals(Pipeline? other) => other is not null && Target == other.Target && Type == other.Type && Expression.Equals(other.Expression);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((StringComparer.Ordinal.GetHashCode(Target) * 31) + Expression.GetHashCode());
}

/// <summary>How the columns of one target table are made, one pipeline per column, in order.</summary>
/// <param name="Pipelines">Pipelines with distinct targets.</param>
/// <param name="DslVersion">Version of the language the plan is written in.</param>
public sealed record TransformPlan(ValueList<Pipeline> Pipelines, string DslVersion)
{
    /// <summary>The version of the language this assembly speaks.</summary>
    public const string CurrentVersion = "1.0.0";

    /// <summary>A plan in the current version of the language.</summary>
    /// <param name="pipelines">Pipelines with distinct targets.</param>
    public TransformPlan(ValueList<Pipeline> pipelines)
        : this(pipelines, CurrentVersion)
    {
    }
}
