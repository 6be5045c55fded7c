using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Sql;

namespace Lumos.Dsl.Generators.Compiling;

/// <summary>Asks the engines' own compilers whether they take a plan.</summary>
internal static class Backends
{
    /// <summary>Why an engine refuses a plan, or null when it does not.</summary>
    public static string? WhyRefused(TypedPlan plan, string backend)
    {
        if (!SqlEngineNames.TryParse(backend, out var engine)) return $"There is no engine '{backend}' to ask. Known: {string.Join(", ", SqlCompiler.Engines.Select(SqlEngineNames.NameOf))}.";
        try
        {
            SqlCompiler.Compile(plan, engine);
            return null;
        }
        catch (LumosException refusal) when (refusal.Code == ErrorCode.DslReject)
        {
            return $"Engine {backend} refuses this: {refusal.Message} [{refusal.Reason}]";
        }
    }
}
