using Lumos.Abstractions;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Checking;

/// <summary>An expression whose types are known and allowed. What every backend compiles from.</summary>
/// <param name="Expression">The node. Declared input types left out by the author are filled in.</param>
/// <param name="Type">Type of its value.</param>
/// <param name="Nullable">Whether its value can be NULL without an error.</param>
/// <param name="Errors">Errors this node itself can raise; those of its inputs are with them.</param>
/// <param name="Inputs">The node's inputs, in the order of <see cref="Expression.Inputs"/>.</param>
public sealed record TypedExpression(Expression Expression, ColumnType Type, bool Nullable, ValueErrors Errors, ValueList<TypedExpression> Inputs)
{
    /// <summary>Errors this node and everything under it can raise.</summary>
    public ValueErrors AllErrors
    {
        get
        {
            var errors = Errors;
            foreach (var input in Inputs) errors |= input.AllErrors;
            return errors;
        }
    }
}

/// <summary>A pipeline that passed the checker.</summary>
/// <param name="Target">Target column name.</param>
/// <param name="Value">The value, typed.</param>
public sealed record TypedPipeline(string Target, TypedExpression Value);

/// <summary>A plan that passed the checker against a source schema.</summary>
/// <param name="Plan">The plan, with every declared input type filled in.</param>
/// <param name="Source">Columns the plan may read.</param>
/// <param name="Pipelines">One per target column, in plan order.</param>
public sealed record TypedPlan(TransformPlan Plan, ColumnSchema Source, ValueList<TypedPipeline> Pipelines);
