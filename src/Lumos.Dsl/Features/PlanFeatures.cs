using Lumos.Dsl.Checking;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Features;

/// <summary>Finds what a plan needs beyond the core, and refuses it for a backend that cannot do it.</summary>
internal static class PlanFeatures
{
    /// <summary>What the plan needs beyond the core of the language.</summary>
    public static DslFeatures Of(TypedPlan plan)
    {
        if (plan is null) throw new ArgumentNullException(nameof(plan));
        return FeatureUse.In(plan).Aggregate(DslFeatures.None, (all, use) => all | use.Feature);
    }

    /// <summary>Refuses a plan that needs something the backend does not run exactly. Every backend asks this first.</summary>
    /// <param name="plan">The checked plan.</param>
    /// <param name="supported">What the backend runs beyond the core.</param>
    /// <param name="engine">Name of the backend, as people know it.</param>
    /// <param name="why">Why the backend cannot do one: the end of a sentence, or null for the general one.</param>
    /// <exception cref="Lumos.Abstractions.LumosException"><c>DSL_REJECT_TARGET_ENGINE</c>: names each operation and argument the engine cannot do exactly, and what to do instead.</exception>
    public static void Require(TypedPlan plan, DslFeatures supported, string engine, Func<DslFeatures, string?>? why = null)
    {
        if (plan is null) throw new ArgumentNullException(nameof(plan));
        var missing = FeatureUse.In(plan).Where(use => (use.Feature & supported) == DslFeatures.None).Select(use => Describe(use, engine, why?.Invoke(use.Feature))).Distinct().ToArray();
        if (missing.Length > 0) throw DslReject.Exception(missing);
    }

    private static DslDiagnostic Describe(FeatureUse use, string engine, string? why)
    {
        var text = FeatureText.Of(use.Feature);
        return new(RejectCode.Backend, $"{engine} cannot run {OperationNames.NameOf(use.Operation)} with {use.Argument} exactly: {why ?? text.What + " is not known to give the same values there."}", default, text.Instead)
        {
            Target = use.Target,
        };
    }
}
