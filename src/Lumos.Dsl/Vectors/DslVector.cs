using System.Text.Json;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Vectors;

/// <summary>One line of a vector file: one operation over one row, and what every backend must answer.</summary>
/// <param name="Id">Name of the vector.</param>
/// <param name="Operation">Name of the operation, which need not exist.</param>
/// <param name="Args">Arguments as written.</param>
/// <param name="Inputs">Canonical text of each input; null is NULL.</param>
/// <param name="Expected">The right answer.</param>
/// <param name="Note">Why the vector is there.</param>
public sealed record DslVector(string Id, string Operation, JsonElement Args, ValueList<string?> Inputs, VectorOutcome Expected, string? Note);
