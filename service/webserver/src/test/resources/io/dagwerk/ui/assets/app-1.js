console.info("hello");
