namespace Lumos.Dsl.CompileTime;

/// <summary>Marks a parameter that takes an expression of the language as a literal; the analyzer reads it in place.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class PipelineTextAttribute : Attribute;
