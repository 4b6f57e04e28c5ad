"""A mock of a US court: public website, PACER sign-on and CM/ECF on one loopback port."""
