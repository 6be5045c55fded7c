using Lumos.Dsl.Checking;
using Lumos.Dsl.Dates;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Features;

/// <summary>Finds what a plan needs beyond the core, and refuses it for a backend that cannot do it.</summary>
internal static class PlanFeatures
{
    /// <summary>What the plan needs beyond the core of the language.</summary>
    public static DslFeatures Of(TypedPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Pipelines.Aggregate(DslFeatures.None, (features, pipeline) => features | Of(pipeline.Value));
    }

    private static DslFeatures Of(TypedExpression node)
    {
        var own = node.Expression switch
        {
            DateParse parse => parse.Formats.Aggregate(DslFeatures.None, (features, format) => features | DateFeatures.Of(DatePattern.Parse(format), parse.Language)),
            DateFormat format => DateFeatures.Of(DatePattern.Parse(format.Format), format.Language),
            _ => DslFeatures.None,
        };
        return node.Inputs.Aggregate(own, (features, input) => features | Of(input));
    }

    /// <summary>Refuses a plan that needs something the backend does not run exactly. Every backend asks this first.</summary>
    /// <param name="plan">The checked plan.</param>
    /// <param name="supported">What the backend runs beyond the core.</param>
    /// <param name="engine">Name of the backend, as people know it.</param>
    /// <exception cref="Lumos.Abstractions.LumosException"><c>DSL_REJECT_TARGET_ENGINE</c>: names what the engine cannot do.</exception>
    public static void Require(TypedPlan plan, DslFeatures supported, string engine)
    {
        var missing = Of(plan) & ~supported;
        if (missing != DslFeatures.None) throw DslReject.Exception(RejectCode.Backend, $"{engine} cannot do this exactly: {missing}.");
    }
}
