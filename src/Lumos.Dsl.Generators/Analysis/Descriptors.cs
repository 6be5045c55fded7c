using Lumos.Dsl.Generators.Compiling;
using Microsoft.CodeAnalysis;

namespace Lumos.Dsl.Generators.Analysis;

/// <summary>What the analyzer can tell.</summary>
internal static class Descriptors
{
    private const string Category = "Lumos.Dsl";

    public static readonly DiagnosticDescriptor Syntax = Error(DiagnosticIds.Syntax, "The pipeline cannot be read");
    public static readonly DiagnosticDescriptor UnknownColumn = Error(DiagnosticIds.UnknownColumn, "The source has no such column");
    public static readonly DiagnosticDescriptor TypeMismatch = Error(DiagnosticIds.TypeMismatch, "A value has the wrong type");
    public static readonly DiagnosticDescriptor UnknownOperation = Error(DiagnosticIds.UnknownOperation, "This is not one of the twelve operations");
    public static readonly DiagnosticDescriptor Refused = Error(DiagnosticIds.Refused, "The pipeline has no one meaning");
    public static readonly DiagnosticDescriptor AlwaysFails = Warning(DiagnosticIds.AlwaysFails, "The operation fails for every row");
    public static readonly DiagnosticDescriptor BackendRefuses = Warning(DiagnosticIds.BackendRefuses, "An announced engine refuses the pipeline");
    public static readonly DiagnosticDescriptor DeadOperation = Warning(DiagnosticIds.DeadOperation, "The operation changes nothing");
    public static readonly DiagnosticDescriptor NotLiteral = Warning(DiagnosticIds.NotLiteral, "The text of a pipeline is not a literal");
    public static readonly DiagnosticDescriptor PlanFile = Error(DiagnosticIds.PlanFile, "The plan file is not there");
    public static readonly DiagnosticDescriptor Target = Error(DiagnosticIds.Target, "The target cannot be made of the plan's columns");
    public static readonly DiagnosticDescriptor Member = Error(DiagnosticIds.Member, "The member cannot receive the generated code");
    public static readonly DiagnosticDescriptor MemberType = Error(DiagnosticIds.MemberType, "A member's type is no type of the language");
    public static readonly DiagnosticDescriptor NullableTarget = Warning(DiagnosticIds.NullableTarget, "NULL may reach a member that cannot hold it");

    /// <summary>All, in the order of their numbers.</summary>
    public static readonly DiagnosticDescriptor[] All =
    [
        Syntax, UnknownColumn, TypeMismatch, UnknownOperation, Refused, AlwaysFails, BackendRefuses, DeadOperation, NotLiteral, PlanFile, Target, Member, MemberType, NullableTarget,
    ];

    /// <summary>The one of a number.</summary>
    public static DiagnosticDescriptor Of(string id) => Array.Find(All, descriptor => descriptor.Id == id) ?? throw new ArgumentOutOfRangeException(nameof(id));

    private static DiagnosticDescriptor Error(string id, string title) => Create(id, title, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title) => Create(id, title, DiagnosticSeverity.Warning);

#pragma warning disable RS2008 // Tracked in AnalyzerReleases.*.md; the rule cannot follow a factory method.
    private static DiagnosticDescriptor Create(string id, string title, DiagnosticSeverity severity) =>
        new(id, title, "{0}", Category, severity, isEnabledByDefault: true, description: $"See docs/dsl/diagnostics/{id}.md.");
#pragma warning restore RS2008
}
