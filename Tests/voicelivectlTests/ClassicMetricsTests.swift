import Testing

@testable import voicelivectl

@Suite struct ClassicMetricsTests {
    @Test func whatOpenMetricsSaysIsSaidInTheOlderFormat() {
        let modern = """
            # TYPE voicelived_build info
            # HELP voicelived_build What is running.
            voicelived_build_info{version="1"} 1
            # TYPE voicelived_sessions counter
            # HELP voicelived_sessions Sessions ended, by profile and reason.
            voicelived_sessions_total{end="idle"} 2
            # TYPE voicelived_link_up gauge
            # HELP voicelived_link_up 1 while connected.
            voicelived_link_up 1.0
            # TYPE voicelived_session_seconds histogram
            # HELP voicelived_session_seconds Length.
            voicelived_session_seconds_bucket{le="+Inf"} 0
            # EOF

            """
        #expect(
            ClassicMetrics.text(modern) == """
                # TYPE voicelived_build_info gauge
                # HELP voicelived_build_info What is running.
                voicelived_build_info{version="1"} 1
                # TYPE voicelived_sessions_total counter
                # HELP voicelived_sessions_total Sessions ended, by profile and reason.
                voicelived_sessions_total{end="idle"} 2
                # TYPE voicelived_link_up gauge
                # HELP voicelived_link_up 1 while connected.
                voicelived_link_up 1.0
                # TYPE voicelived_session_seconds histogram
                # HELP voicelived_session_seconds Length.
                voicelived_session_seconds_bucket{le="+Inf"} 0

                """)
    }
}
