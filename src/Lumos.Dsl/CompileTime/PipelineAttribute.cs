namespace Lumos.Dsl.CompileTime;

/// <summary>
/// Has the body of a partial method made from one expression of the language, checked while the code compiles: <c>[Pipeline("name | trim | case(upper)")]</c>.
/// </summary>
/// <remarks>
/// The parameters are the source columns. The method returns the value when the pipeline cannot fail; otherwise it is <c>bool</c> with the value as the
/// last but one <c>out</c> parameter and a <see cref="PlanFailure"/> as the last. See <c>docs/dsl/compile-time.md</c>.
/// </remarks>
/// <param name="text">The expression, written as a literal.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PipelineAttribute(string text) : Attribute
{
    /// <summary>The expression.</summary>
    public string Text { get; } = text;

    /// <summary>Engines the pipeline must run on as well, such as <c>"duckdb"</c>; one that would refuse it is a warning.</summary>
    public string[] Backends { get; set; } = [];
}
