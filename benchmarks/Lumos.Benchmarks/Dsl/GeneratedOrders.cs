using System.Text;
using Lumos.Abstractions;
using Lumos.Dsl.CompileTime;

namespace Lumos.Benchmarks.Dsl;

/// <summary>A source row of the orders mapping.</summary>
public readonly record struct RawOrder(
    string? OrderId, string? FirstName, string? LastName, string? Email, string? Phone, string? Created, string? BirthDate, string? WeightLb, string? Price, string? Quantity, string? Country, string? Status, string? Address);

/// <summary>A target row of the orders mapping. A struct, so that only its texts are allocated.</summary>
public readonly record struct MappedOrder(
    long? OrderId, string? FirstName, string? LastName, string? FullName, string? Email, string? EmailDomain, string? AreaCode, string? Phone, DateOnly? OrderDate, string? OrderMonth, DateOnly? BirthDate, decimal? WeightLb, decimal? WeightKg, decimal? Price, decimal? Quantity, decimal? Total, string? Country, string? Status, string? Street, string? City);

/// <summary>The orders mapping as C# made by the generator, over the same batches as the loop written by hand.</summary>
[TransformPlan("Generated/orders.lumos", Source = typeof(RawOrder), Target = typeof(MappedOrder))]
public static partial class GeneratedOrders
{
    /// <summary>Maps every row; returns how many failed.</summary>
    public static int Run(IReadOnlyList<ColumnBatch> batches)
    {
        var failed = 0;
        foreach (var batch in batches)
        {
            var source = new RawOrder[batch.RowCount];
            for (var row = 0; row < source.Length; row++)
            {
                source[row] = new(
                    Text(batch, row, 0), Text(batch, row, 1), Text(batch, row, 2), Text(batch, row, 3), Text(batch, row, 4), Text(batch, row, 5), Text(batch, row, 6), Text(batch, row, 7), Text(batch, row, 8), Text(batch, row, 9), Text(batch, row, 10), Text(batch, row, 11), Text(batch, row, 12));
            }

            failed += MapRows(source, new MappedOrder[source.Length], new PlanFailure[source.Length]);
        }

        return failed;
    }

    private static string? Text(ColumnBatch batch, int row, int column) => batch.Columns[column].IsNull(row) ? null : Encoding.UTF8.GetString(batch.Columns[column].GetUtf8(row));
}
