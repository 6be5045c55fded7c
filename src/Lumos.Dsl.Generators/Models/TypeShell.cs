using Lumos.Dsl.Model;

namespace Lumos.Dsl.Generators.Models;

/// <summary>Where generated members go: the namespace and the nest of partial types, outermost first.</summary>
/// <param name="Namespace">Namespace; empty for the global one.</param>
/// <param name="Declarations">Heads such as <c>partial record struct Point&lt;T&gt;</c>.</param>
/// <param name="HintName">Name unique to the type, fit for a file.</param>
internal sealed record TypeShell(string Namespace, ValueList<string> Declarations, string HintName);
