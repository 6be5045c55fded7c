using Lumos.Dsl.Model;

namespace Lumos.Dsl.Generators.Models;

/// <summary>How a method tells that a pipeline failed.</summary>
internal enum PipelineForm
{
    /// <summary>It returns the value and cannot.</summary>
    Value,

    /// <summary>It returns bool and has the value as an out parameter.</summary>
    Try,

    /// <summary>It returns bool and has the value and the failure as out parameters.</summary>
    TryWithFailure,
}

/// <summary>A partial method that wears <c>[Pipeline]</c>. Holds nothing of the compiler's, so that it can be compared.</summary>
/// <param name="Shell">Where the method stands.</param>
/// <param name="Name">Its name.</param>
/// <param name="Modifiers">Modifiers up to <c>partial</c>.</param>
/// <param name="Parameters">Parameters as written, in C#.</param>
/// <param name="Source">The parameters that are columns.</param>
/// <param name="Result">The value: returned, or the first out parameter.</param>
/// <param name="FailureName">Name of the parameter for the failure, for <see cref="PipelineForm.TryWithFailure"/>.</param>
/// <param name="Form">How failure is told.</param>
/// <param name="Text">The expression.</param>
/// <param name="Backends">Engines it must run on as well.</param>
/// <param name="Problem">Why nothing can be generated for such a method; null when something can.</param>
internal sealed record PipelineModel(
    TypeShell Shell, string Name, string Modifiers, string Parameters, ValueList<MemberModel> Source, MemberModel Result, string FailureName, PipelineForm Form,
    string Text, ValueList<string> Backends, string? Problem);
