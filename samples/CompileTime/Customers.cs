using Lumos.Dsl.CompileTime;

/// <summary>A line of the export: text only.</summary>
public readonly record struct RawCustomer(string? FirstName, string? LastName, string? Country, string? Born, string? WeightLb);

/// <summary>What the new shop wants to know.</summary>
public sealed record Customer(string FullName, string? Country, DateOnly? Born, decimal? WeightKg);

/// <summary>Receives TryMap and MapRows. A wrong column or type in customers.lumos is an error of this build, shown in that file.</summary>
[TransformPlan("customers.lumos", Source = typeof(RawCustomer), Target = typeof(Customer), Backends = ["duckdb"])]
public static partial class CustomerMap;

/// <summary>Single pipelines, as methods.</summary>
public static partial class Clean
{
    /// <summary>The initials of a name in capitals. It cannot fail, so it returns the value.</summary>
    [Pipeline("concat(first | trim | regex_extract('^.'), last | trim | regex_extract('^.'), nulls: skip) | case(upper)")]
    public static partial string Initials(string? first, string? last);

    /// <summary>A price per piece. It can fail, so it says why.</summary>
    [Pipeline("safe_math(div, price | trim | type_cast(decimal(12,2)), pieces, result: decimal(12,2), on_zero: error)")]
    public static partial bool TryUnitPrice(ReadOnlySpan<char> price, long pieces, out decimal value, out PlanFailure failure);
}
