namespace Lumos.Dsl.CompileTime;

/// <summary>
/// Has <c>TryMap</c> and <c>MapRows</c> of a partial type made from a plan, checked while the code compiles:
/// <c>[TransformPlan("customers.lumos", Source = typeof(Raw), Target = typeof(Customer))]</c>.
/// </summary>
/// <remarks>The file is one of the project's <c>AdditionalFiles</c>. See <c>docs/dsl/compile-time.md</c>.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class TransformPlanAttribute : Attribute
{
    /// <summary>A plan written in <see cref="Text"/>.</summary>
    public TransformPlanAttribute()
    {
    }

    /// <summary>A plan in a file.</summary>
    /// <param name="file">Name of the file, or as much of the end of its path as makes it unique.</param>
    public TransformPlanAttribute(string file) => File = file;

    /// <summary>Name of the file; null when the plan stands in <see cref="Text"/>.</summary>
    public string? File { get; }

    /// <summary>The plan itself, written as a literal; null when it stands in a file.</summary>
    public string? Text { get; set; }

    /// <summary>Type of a source row. Its public properties and fields are the columns.</summary>
    public Type? Source { get; set; }

    /// <summary>Type of a target row; null means the type that wears the attribute.</summary>
    public Type? Target { get; set; }

    /// <summary>Engines the plan must run on as well, such as <c>"duckdb"</c>; one that would refuse it is a warning.</summary>
    public string[] Backends { get; set; } = [];
}
