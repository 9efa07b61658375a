using Xunit;

namespace Logistics.Specs;

/// <summary>A fact that needs real data; where it is absent the test is skipped and says what it looked for.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DataFactAttribute : FactAttribute
{
    public DataFactAttribute(string path) => Skip = RealData.Missing(path);
}
