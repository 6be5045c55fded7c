using Lumos.Core.Supervision;

namespace Lumos.Core;

/// <summary>The one place where the stages are put together.</summary>
internal static class Composition
{
    public static StageSet Compose(StageServices services) => throw new NotSupportedException();
}
