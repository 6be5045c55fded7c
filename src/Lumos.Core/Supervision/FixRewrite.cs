using Lumos.Abstractions;
using Lumos.Dsl.Model;
using Lumos.Dsl.Text;

namespace Lumos.Core.Supervision;

/// <summary>What a fix does to a pipeline. The stage that proposes it and the stage that follows it share this, so that what was shown is what is done.</summary>
internal static class FixRewrite
{
    /// <summary>Digits every engine computes with.</summary>
    private const int MostDigits = 18;

    private const int RoomDigits = 6;

    /// <summary>The pipeline with the fix; an equal one when the fix does not concern it, or is in it already.</summary>
    /// <param name="pipeline">The pipeline as planned.</param>
    /// <param name="source">What it reads; in a joined table a column goes by the name it has there.</param>
    /// <param name="kind">What the fix does.</param>
    /// <param name="table">Table of the catalog the fix is of.</param>
    /// <param name="column">Its column, as the source spells it.</param>
    /// <param name="change">The change in text, over that column.</param>
    public static Expression Apply(Expression pipeline, CatalogTable source, FixKind kind, string table, string column, string change)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        return JoinedTables.NamesOf(source, table, column).Aggregate(pipeline, (mended, name) => Apply(mended, kind, column, name, change));
    }

    /// <inheritdoc cref="Apply(Expression, CatalogTable, FixKind, string, string, string)"/>
    public static Expression Apply(Expression pipeline, CatalogTable source, ProposedFix fix)
    {
        ArgumentNullException.ThrowIfNull(fix);
        return fix.Column is { } column ? Apply(pipeline, source, fix.Kind, fix.Table, column, fix.Change) : pipeline;
    }

    /// <summary>Whether an expression reads a column.</summary>
    public static bool Reads(Expression expression, string column) => expression is ColumnReference reference ? reference.Name == column : expression.Inputs.Any(input => Reads(input, column));

    private static Expression Apply(Expression pipeline, FixKind kind, string written, string column, string change) => kind switch
    {
        FixKind.Step when Begin(DslText.ParseExpression(change), written, new ColumnReference(column)) is var step => Contains(pipeline, step) ? pipeline : Begin(pipeline, column, step),
        FixKind.DateFormat => Walk(pipeline, node => node is DateParse date && Reads(date, column) && !date.Formats.Contains(change, StringComparer.Ordinal)
            ? date with { Formats = ValueList.From(date.Formats.Append(change)) } : node),
        FixKind.NumberFormat when DslText.ParseExpression(change) is TypeCast { Format: { } format } => Walk(pipeline, node => node is TypeCast { To.Kind: not ColumnKind.Text } cast && Reads(cast, column) ? cast with { Format = format } : node),
        FixKind.Unit when DslText.ParseExpression(change) is UnitConvert unit => Converted(pipeline, column, unit),
        _ => pipeline,
    };

    // A conversion that is there is corrected. A number that gets one is read with room for the other unit first: 70,000 g do not fit where 70 kg do.
    private static Expression Converted(Expression pipeline, string column, UnitConvert unit)
    {
        var corrected = Walk(pipeline, node => node is UnitConvert wrong && Reads(wrong, column) ? wrong with { From = unit.From, To = unit.To } : node);
        return Converts(pipeline, column) ? corrected : unit with { Input = pipeline is TypeCast { To.Kind: ColumnKind.Decimal } cast ? cast with { To = Wider(cast.To) } : pipeline };
    }

    private static bool Converts(Expression expression, string column) => expression is UnitConvert && Reads(expression, column) || expression.Inputs.Any(input => Converts(input, column));

    private static ColumnType Wider(ColumnType type) => type.Precision >= MostDigits ? type : ColumnType.Decimal(MostDigits, Math.Max(type.Scale, Math.Min(RoomDigits, MostDigits - (type.Precision - type.Scale) - 3)));

    private static Expression Begin(Expression expression, string column, Expression step) => expression switch
    {
        ColumnReference reference => reference.Name == column ? step : reference,
        Operation operation when Reads(operation, column) => operation.WithInputs(ValueList.From(operation.Inputs.Select(input => Begin(input, column, step)))),
        _ => expression,
    };

    private static Expression Walk(Expression expression, Func<Expression, Expression> change) => change(expression is Operation { Inputs.Count: > 0 } operation
        ? operation.WithInputs(ValueList.From(operation.Inputs.Select(input => Walk(input, change)))) : expression);

    private static bool Contains(Expression expression, Expression part) => expression.Equals(part) || expression.Inputs.Any(input => Contains(input, part));
}
